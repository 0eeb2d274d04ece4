import type { Checkpoint } from '../../../../../src/main/learning/checkpoints/checkpoint';

/** A small checkpoint; `mark` tells one's numbers from another's. */
export function sampleCheckpoint(globalStep: number, mark = globalStep, best = false): Checkpoint {
  return {
    model: {
      network: 'tutorial',
      inputSizePx: 40,
      heads: ['head_nose'],
      parameters: [{ name: 'conv1/weights', shape: [1, 3], kind: 'trainable' }],
    },
    globalStep,
    seed: 1,
    samplesSeen: globalStep * 64,
    optimizerStep: globalStep,
    best: best ? { globalStep, criterion: 0.5, metrics: { loss: 0.5, 'auc/x': Number.NaN } } : null,
    validation: best ? { loss: 0.5 } : null,
    arrays: {
      trainable: Float32Array.of(mark, 0.1, -3e-9),
      state: new Float32Array(0),
      firstMoment: Float32Array.of(1, 2, 3),
      secondMoment: Float32Array.of(4, 5, 6),
    },
  };
}
