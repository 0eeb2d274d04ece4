import { describe, expect, it } from 'vitest';
import { previewSchema, trainSchema } from '@shared/contract/training';

const augmentation = {
  flip: 0.5,
  rotationDegrees: 15,
  scale: [0.8, 1.2],
  shift: 0.03,
  brightness: 0.1,
  contrast: [0.7, 1.3],
};

describe('what runs.train is asked', () => {
  it('may be nothing, or everything', () => {
    expect(trainSchema.safeParse({}).success).toBe(true);
    const all = {
      preset: 'studio',
      schedule: { kind: 'step', everySteps: 100, factor: 0.5 },
      augmentation,
      inputSizePx: 48,
      shuffle: { kind: 'epoch' },
      views: { mirrored: true, realigned: false },
      balance: { pose: 0.5, gender: 0 },
      afterwards: ['evaluate'],
    };
    expect(trainSchema.safeParse(all).success).toBe(true);
    expect(trainSchema.safeParse({ augmentation: null }).success).toBe(true);
  });

  it.each([
    ['a setting that there is not', { nesterov: true }],
    ['an optimizer that there is not', { optimizer: 'adagrad' }],
    ['a schedule’s number of another kind', { schedule: { kind: 'constant', warmupSteps: 3 } }],
    ['a range that ends before it begins', { augmentation: { ...augmentation, scale: [1.2, 0.8] } }],
    ['an input too small for the network’s halvings', { inputSizePx: 8 }],
    ['half of the views', { views: { mirrored: true } }],
    ['views that there are not', { views: { mirrored: true, realigned: false, zoomed: true } }],
    ['a balance above one', { balance: { pose: 1.5 } }],
    ['a balance below zero', { balance: { pose: -0.1 } }],
    ['everything held out', { validationFraction: 1 }],
    ['a decay of one', { beta1: 1 }],
  ])('is refused with %s', (_what, wish) => {
    expect(trainSchema.safeParse(wish).success).toBe(false);
  });

  it('a preview too is asked within bounds', () => {
    const wish = { augmentation, crop: 'face', inputSizePx: 64, margin: 0.25, seed: 1, round: 0 };
    expect(previewSchema.safeParse(wish).success).toBe(true);
    expect(previewSchema.safeParse({ ...wish, inputSizePx: 4096 }).success).toBe(false);
  });
});
