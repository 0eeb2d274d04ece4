import { expect, it, vi } from 'vitest';
import type { Checkpoint } from '../../../../../src/main/learning/checkpoints/checkpoint';
import { CheckpointStore } from '../../../../../src/main/learning/checkpoints/store';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { onBackend } from '../backends/startedBackends';
import { context, tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { recordingSession, temporaryRunFolder } from './runFolder';

const short = { duration: { steps: 7 }, batchSize: 4, checkpointEverySteps: 3 } as const;
const { scheme, attributes } = context;
/** Of random points none says how a face is turned. */
const oneView = { mirrored: false, realigned: false };

it.each([
  { how: 'stopped', of: 'an adviser', changes: { views: oneView, adviser: { attributes: ['pose'] } } },
  { how: 'paused', of: 'two views', changes: {} },
])('$how between two passes, a run of $of keeps what is fitted to its weights of that step', async (one) => {
  const { how, changes } = one;
  const [training, validation] = [tinyFaces(52), tinyFaces(60, tinyConfiguration(), 6)];
  const train = async (checkpointEverySteps: number, isHalted: boolean): Promise<Checkpoint> => {
    const configuration = tinyConfiguration({ ...short, ...changes, checkpointEverySteps });
    const folder = temporaryRunFolder();
    const estimator = new Estimator({ configuration, scheme, attributes }, folder);
    const until = isHalted && how === 'paused' ? { untilStep: 5 } : {};
    const session = recordingSession(isHalted && how === 'stopped' ? 5 : undefined);
    await estimator.train({ training, validation, resume: false, ...until }, session);
    estimator.dispose();
    return new CheckpointStore(folder, () => undefined).at(5);
  };
  await onBackend('wasm', async () => {
    const { arrays, best: _best, heads: _heads, ...expected } = await train(5, false);
    expect(Object.keys(expected.calibration!)).toContain('pose');
    // The pass before was made at step 4.
    const halted = await train(4, true);
    expect(halted.arrays).toEqual(arrays);
    expect(halted).toMatchObject(expected);
  });
});

it('killed while a pass is made after a stop, a run has its steps, and nothing that was fitted to others', async () => {
  const configuration = tinyConfiguration(short);
  const [training, validation] = [tinyFaces(16), tinyFaces(60, tinyConfiguration(), 6)];
  await onBackend('wasm', async () => {
    const folder = temporaryRunFolder();
    const estimator = new Estimator({ configuration, scheme, attributes }, folder);
    const saved: Checkpoint[] = [];
    const save = vi.spyOn(CheckpointStore.prototype, 'save').mockImplementation((checkpoint) => {
      saved.push(checkpoint);
    });
    await estimator.train({ training, validation, resume: false }, recordingSession(5));
    save.mockRestore();
    estimator.dispose();
    expect(saved.map(({ globalStep }) => globalStep)).toEqual([3, 5, 5]);
    expect(saved[1]!.firstLookShares).toEqual({});
    expect(saved[1]).not.toHaveProperty('calibration');
    expect(saved[2]!.calibration).not.toEqual(saved[0]!.calibration);
  });
});
