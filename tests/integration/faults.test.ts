import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { createProject } from '../../src/main/project/project';
import { drawMtfl } from '../support/drawnFaces';
import { facet, facetJson, wasm } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

let home: string;
let data: string;
/** A project with a run of two checkpoints; each test works on a copy. */
let trained: string;

const small = ['--preset', 'tutorial', '--batch', '4'];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'facet-faults-'));
  data = join(home, 'data');
  trained = join(home, 'trained');
  await drawMtfl(data, { training: 12, testing: 6 });
  await facetJson(['import', data, '--project', trained]);
  const train = ['train', '--project', trained, '--name', 'base', ...small];
  await facetJson([...train, '--steps', '2'], wasm);
  await facetJson([...train, '--steps', '4', '--resume'], wasm);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function trainedProject(): string {
  const project = join(temporaryFolder(), 'project');
  cpSync(trained, project, { recursive: true });
  return project;
}

function checkpointsOf(project: string, runId: number): string[] {
  return readdirSync(join(project, 'runs', String(runId), 'checkpoints')).sort();
}

/** Turns a byte in the middle of a file over. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(file, bytes);
}

describe('a project', () => {
  it('made by a newer version is told so, and left as it is', async () => {
    const project = trainedProject();
    const file = join(project, 'project.db');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    for (const words of [['runs'], ['train', '--steps', '1']]) {
      const end = await facet([...words, '--project', project, '--json'], wasm);
      expect(end.exitCode).toBe(1);
      expect(end.json()).toMatchObject({
        error: { code: 'project-newer', details: { projectVersion: 99 } },
      });
      expect(end.errors).toMatch(/newer version of Facet.*Update Facet/);
    }
    const untouched = new DatabaseSync(file, { readOnly: true });
    expect(untouched.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
    untouched.close();
  });

  it('with damaged crops makes them anew and says so; with a damaged checkpoint uses the one before', async () => {
    const project = trainedProject();
    const evaluate = ['evaluate', '--project', project, '--run', 'base', '--json'];
    const before = await facet(evaluate, wasm);
    expect(before.json()).toMatchObject({ global_step: 4, faces: 6 });
    expect(before.errors).not.toContain('problem');

    const crops = readdirSync(join(project, 'cache')).find((name) => name.endsWith('.rgb'))!;
    writeFileSync(join(project, 'cache', crops), Buffer.alloc(100, 7));
    const mended = await facet(evaluate, wasm);
    expect(mended.errors).toMatch(/6 of 6 cached crops were damaged .* made again/);
    expect(mended.json()).toEqual(before.json());

    damage(join(project, 'runs', '1', 'checkpoints', 'step-00000004.checkpoint'));
    const passedOver = /step-00000004\.checkpoint cannot be used: its contents do not match its hash/;
    const earlier = await facet(evaluate, wasm);
    expect([earlier.exitCode, earlier.json()['global_step']]).toEqual([0, 2]);
    expect(earlier.errors).toMatch(passedOver);
    const output = ['--input', join(data, 'testing'), '--output', join(project, 'output')];
    const predicted = await facet(
      ['predict', '--project', project, '--run', 'base', ...output, '--faces', 'whole'],
      wasm,
    );
    expect([predicted.exitCode, predicted.errors]).toEqual([0, expect.stringMatching(passedOver)]);
    const resuming = ['train', '--project', project, '--name', 'base', '--resume', '--steps', '5', '--json'];
    const resumed = await facet(resuming, wasm);
    expect(resumed.json()).toMatchObject({ global_step: 5 });
    expect(resumed.errors).toMatch(passedOver);
  });

  it('outlives an engine that dies, and the run goes on', async () => {
    const project = trainedProject();
    const crash = join(project, 'crash.cjs');
    writeFileSync(crash, crashInStep(2));
    const words = ['train', '--project', project, '--name', 'doomed', ...small];
    const environment = { ...wasm, NODE_OPTIONS: `--require ${crash}` };
    const died = await facet([...words, '--steps', '9', '--json'], environment);
    expect(died.exitCode).toBe(1);
    expect(died.json()).toMatchObject({
      error: { code: 'engine-died', message: expect.stringContaining('the library broke') as string },
    });
    const runs = await facet(['runs', '--project', project]);
    expect(runs.out).toMatch(/^doomed +tutorial +failed/m);
    expect(runs.out).toContain('the library broke');
    const resumed = await facetJson(['train', '--project', project, '--resume', '--steps', '3'], wasm);
    expect(resumed).toMatchObject({ run: 'doomed', global_step: 3 });
  });

  it('fails a run whose loss is no number at a step and a head, and leaves the other runs as they are', async () => {
    const project = trainedProject();
    const words = ['train', '--project', project, '--name', 'hot', ...small, '--learning-rate', '1e30'];
    // The first step's loss is that of the network as it was drawn; the step itself spoils it.
    const end = await facet([...words, '--steps', '9', '--json'], wasm);
    expect(end.exitCode).toBe(1);
    expect(end.json()).toMatchObject({
      error: {
        code: 'loss-not-finite',
        message: expect.stringMatching(/head "head_(nose|pose)" became .* at step 2\b/) as string,
        details: { globalStep: 2 },
      },
    });
    expect(await facetJson(['runs', '--project', project])).toMatchObject({
      runs: [{ name: 'base' }, { name: 'hot', state: 'failed', failure: expect.any(String) as string }],
    });
    expect(await facetJson(['evaluate', '--project', project, '--run', 'base'], wasm)).toMatchObject({
      run: 'base',
    });
  });

  it('whose faces have no label for a head says which', async () => {
    const folder = temporaryFolder();
    const age = { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] } as const;
    // Of a kind with values that differ among the drawn faces.
    const known = mtflTemplate.attributes.filter(({ id }) => id === 'gender' || id === 'pose');
    createProject(folder, { ...mtflTemplate, attributes: [...known, age] }).close();
    await facetJson(['import', data, '--project', folder]);
    const train = ['train', '--project', folder, '--steps', '1', '--batch', '4', '--json'];
    const end = await facet([...train, '--heads', 'gender,age'], wasm);
    expect([end.exitCode, end.json()]).toEqual([
      1,
      { error: expect.objectContaining({ code: 'head-without-labels' }) as object },
    ]);
    expect(end.errors).toContain('age');
    // Where nobody names heads, it is left out.
    const without = await facet(train, wasm);
    expect(without.json()).toMatchObject({ global_step: 1 });
    expect(without.errors).toContain('Left out, since no training face has a label of it: age.');
  });
});

/** Loaded into every process; in the engine's it plays a native library that gives up. */
function crashInStep(step: number): string {
  return `
    if (/engine\\.js$/.test(process.argv[1] ?? '') && require('node:worker_threads').isMainThread) {
      const send = process.send.bind(process);
      process.send = (message, ...rest) => {
        if (message?.event?.step?.globalStep === ${step}) {
          require('node:fs').writeSync(2, 'the library broke\\n');
          process.abort();
        }
        return send(message, ...rest);
      };
    }`;
}

/** Only the system's administrator may mount a file system. */
const cannotMount = process.platform !== 'linux' || process.getuid?.() !== 0 || !mountWorks();

function mountWorks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'facet-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A disk of that size, gone with the test. */
function smallDisk(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

describe.skipIf(cannotMount)('a full disk (needs the right to mount one)', () => {
  it('ends a training with what to do, and the run goes on when there is room', async () => {
    const disk = smallDisk('2m');
    const project = join(disk, 'project');
    await facetJson(['import', data, '--project', project]);
    const train = ['train', '--project', project, '--name', 'large', ...small, '--steps', '2', '--json'];
    const end = await facet(train, wasm);
    expect(end.exitCode).toBe(1);
    expect(end.json()).toMatchObject({
      error: { code: 'disk-full', message: expect.stringMatching(/no room.*Make room and resume/) as string },
    });
    expect(checkpointsOf(project, 1)).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=32m', disk]);
    expect(await facetJson([...train, '--resume'], wasm)).toMatchObject({ run: 'large', global_step: 2 });
  });

  it.each([[[]], [['--overlays']]])(
    'ends a prediction, and leaves no half of a file %j',
    async (overlays) => {
      const project = trainedProject();
      const disk = smallDisk('1m');
      writeFileSync(join(disk, 'filler'), '');
      const { bavail, bsize } = statfsSync(disk);
      // Room for a page or two: for the folders, and less than a file needs.
      writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
      const output = join(disk, 'output');
      mkdirSync(output);
      const photos = [
        '--input',
        join(data, 'testing'),
        '--output',
        output,
        '--format',
        'csv,jsonl',
        ...overlays,
      ];
      const end = await facet(
        ['predict', '--project', project, '--run', 'base', ...photos, '--faces', 'whole', '--json'],
        wasm,
      );
      expect(end.exitCode).toBe(1);
      expect(end.json()).toMatchObject({
        error: { code: 'disk-full', message: expect.stringMatching(/is full.*Free some space/) as string },
      });
      const left = readdirSync(output, { recursive: true, withFileTypes: true });
      expect(left.filter((entry) => entry.isFile())).toEqual([]);
      expect(existsSync(join(project, 'project.db'))).toBe(true);
    },
  );
});
