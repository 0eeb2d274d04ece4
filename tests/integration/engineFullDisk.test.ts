import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CheckpointStore } from '../../src/main/learning/checkpoints/store';
import type { TrainRequest } from '../../src/main/learning/engine/protocol';
import { engineFor, noiseInFile, smallRun, temporaryFolder } from './engineRuns';

/** A file system of its own of that size, where this user may mount one (root on Linux); null elsewhere. */
function smallDisk(sizeKb: number): { folder: string; grow: (sizeKb: number) => void } | null {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const options = ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder];
  if (spawnSync('mount', options).status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', [folder]));
  return {
    folder,
    grow: (to) => void spawnSync('mount', ['-o', `remount,size=${to}k`, folder]),
  };
}

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
const reason = mayMount ? '' : ' (SKIPPED: only root on Linux may mount a small disk)';

describe.skipIf(!mayMount)(`a disk that fills up while a checkpoint is written${reason}`, () => {
  it('fails the training in plain words, keeps every checkpoint before, and lets it be resumed', async (test) => {
    const folder = temporaryFolder();
    // The tutorial's network on small pictures: a checkpoint of about 1 MB, after every step.
    const context = smallRun({
      network: 'tutorial',
      duration: { steps: 8 },
      checkpointEverySteps: 1,
      validationFraction: 0,
      // Checkpoints are all of one size.
      averaging: 0,
    });
    const engine = await engineFor({ backend: 'wasm' });
    const training = noiseInFile(folder, context, 20, 1);
    const requestIn = (runFolder: string, resume: boolean): TrainRequest => ({
      kind: 'train',
      ...context,
      runFolder,
      training,
      validation: null,
      resume,
    });
    const through = join(folder, 'through');
    await engine.request<'train'>(requestIn(through, false));
    const checkpointBytes = readFileSync(join(through, 'checkpoints', 'step-00000008.checkpoint')).length;

    // Room for three checkpoints and a half.
    const disk = smallDisk(Math.round((3.5 * checkpointBytes) / 1024));
    if (!disk) return test.skip('this machine does not let root mount a small disk');
    const runFolder = join(disk.folder, 'run');
    await expect(engine.request<'train'>(requestIn(runFolder, false))).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(
        /no room left on the disk for .*step-00000004.*Make room and resume/,
      ) as string,
    });
    const names = readdirSync(join(runFolder, 'checkpoints')).sort();
    expect(names).toEqual([1, 2, 3].map((step) => `step-0000000${step}.checkpoint`));
    const notes: string[] = [];
    const store = new CheckpointStore(runFolder, (message) => notes.push(message));
    expect(store.newest()?.globalStep).toBe(3);
    expect(notes).toEqual([]);

    // What was kept can be used while the disk is still full.
    const faces = training;
    const evaluation = { kind: 'evaluate', ...context, runFolder, checkpoint: 'newest', faces } as const;
    await expect(engine.request<'evaluate'>(evaluation)).resolves.toMatchObject({ globalStep: 3 });

    disk.grow(20 * 1024);
    const resumed = await engine.request<'train'>(requestIn(runFolder, true));
    expect(resumed).toMatchObject({ globalStep: 8, stopped: 'finished' });
    for (const file of ['checkpoints/step-00000008.checkpoint', 'events.jsonl']) {
      expect(readFileSync(join(runFolder, file)).equals(readFileSync(join(through, file))), file).toBe(true);
    }
  });
});
