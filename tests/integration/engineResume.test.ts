import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { CheckpointStore } from '../../src/main/learning/checkpoints/store';
import type { Engine } from '../../src/main/learning/engine/client';
import type { ModelContext, TrainRequest } from '../../src/main/learning/engine/protocol';
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

/**
 * Everything that the presets do: batch normalisation, dropout, augmentation, a fresh permutation each epoch, a
 * cosine, validation and the best so far; and the tutorial's shuffle buffer over whole images, summed losses.
 */
const presets = [
  // In the middle of the first interval, right at a checkpoint, and between two.
  { preset: 'studio', killedAfterSteps: [1, 4, 7], hasBest: true },
  { preset: 'tutorial', killedAfterSteps: [5], hasBest: false },
] as const;
const tutorial = presetConfiguration('tutorial', mtflTemplate);

function contextOf(preset: (typeof presets)[number]['preset']): ModelContext {
  if (preset === 'studio') return smallRun();
  const short = { duration: { steps: 9 }, batchSize: 8, checkpointEverySteps: 2 };
  return smallRun({ ...tutorial, ...short, shuffle: { kind: 'buffer', size: 12 } });
}

const cases = backends.flatMap((options) => presets.map((preset) => ({ options, ...options, ...preset })));

describe.each(cases)('a run of $preset on $backend, killed and resumed', (one) => {
  it('ends with the same bytes as one that ran through', async () => {
    const { options, killedAfterSteps, hasBest } = one;
    const folder = temporaryFolder();
    const context = contextOf(one.preset);
    const training = noiseInFile(folder, context, 30, 1);
    const validation = hasBest ? noiseInFile(folder, context, 10, 2) : null;
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

    for (const step of killedAfterSteps) {
      await killedAfter(await engineFor(options), requestIn('killed', step > killedAfterSteps[0]), step);
    }
    const resumed = await calm.request<'train'>(requestIn('killed', true));
    expect(resumed).toMatchObject({ globalStep: 9, stopped: 'finished', best: through.best });

    const bytes = (run: string, file: string): Buffer => readFileSync(join(folder, run, file));
    for (const file of [
      'checkpoints/step-00000009.checkpoint',
      ...(hasBest ? ['checkpoints/best.checkpoint'] : []),
      'events.jsonl',
    ]) {
      expect(bytes('killed', file).equals(bytes('through', file)), file).toBe(true);
    }
    const { arrays } = new CheckpointStore(join(folder, 'killed'), () => undefined).load('newest');
    expect(arrays.trainable.every(Number.isFinite)).toBe(true);
  });
});
