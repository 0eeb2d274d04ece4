import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CheckpointStore } from '../../src/main/learning/checkpoints/store';
import type { Engine } from '../../src/main/learning/engine/client';
import type { TrainRequest } from '../../src/main/learning/engine/protocol';
import { installedTensorFlow } from '../../src/main/runtime/tensorflow/state';
import { engineFor, noiseInFile, smallRun, temporaryFolder } from './engineRuns';

// TensorFlow is set up by the first command that needs it; where it cannot be had, wasm alone is tested.
const backends = [
  { backend: 'wasm', threads: 1 } as const,
  ...(installedTensorFlow() ? [{ backend: 'tensorflow', threads: 1 } as const] : []),
];

/** Trains until the step has been told, then kills the process as hard as the system can. */
async function killedAfter(engine: Engine, request: TrainRequest, step: number): Promise<void> {
  const training = engine.request<'train'>(request, {
    onEvent: (event) => {
      if (event.type === 'step' && event.step.globalStep === step) process.kill(engine.processId!, 'SIGKILL');
    },
  });
  await expect(training).rejects.toMatchObject({ code: 'engine-died' });
}

describe.each(backends)('a run on $backend, killed and resumed', (options) => {
  it('ends with the same bytes as one that ran through', async () => {
    const folder = temporaryFolder();
    const context = smallRun();
    const training = noiseInFile(folder, context, 30, 1);
    const validation = noiseInFile(folder, context, 10, 2);
    const requestIn = (run: string, resume: boolean): TrainRequest => ({
      kind: 'train',
      ...context,
      runFolder: join(folder, run),
      training,
      validation,
      resume,
    });

    const calm = await engineFor(options);
    const through = await calm.request<'train'>(requestIn('through', false));
    expect(through).toMatchObject({ globalStep: 9, stopped: 'finished' });

    // In the middle of the first interval, right at a checkpoint, and between two.
    for (const step of [1, 4, 7]) {
      await killedAfter(await engineFor(options), requestIn('killed', step > 1), step);
    }
    const resumed = await calm.request<'train'>(requestIn('killed', true));
    expect(resumed).toMatchObject({ globalStep: 9, stopped: 'finished', best: through.best });

    const bytes = (run: string, file: string): Buffer => readFileSync(join(folder, run, file));
    for (const file of [
      'checkpoints/step-00000009.checkpoint',
      'checkpoints/best.checkpoint',
      'events.jsonl',
    ]) {
      expect(bytes('killed', file).equals(bytes('through', file)), file).toBe(true);
    }
    const { arrays } = new CheckpointStore(join(folder, 'killed'), () => undefined).load('newest');
    expect(arrays.trainable.every(Number.isFinite)).toBe(true);
  });
});
