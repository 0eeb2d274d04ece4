import { describe, expect, it } from 'vitest';
import { failureOf } from '@shared/result';
import { Random } from '../../../../src/main/learning/random';
import {
  allCombinations,
  drawFrom,
  readSearchSpace,
  wishesWith,
} from '../../../../src/main/trials/searchSpace';

function failing(work: () => unknown): { readonly code: string; readonly message: string } {
  try {
    work();
  } catch (thrown) {
    return failureOf(thrown);
  }
  throw new Error('It did not fail.');
}

describe('a search space', () => {
  it.each([
    ['no setting', {}],
    ['one value of each setting', { dropout: [0.1], batchSize: [8] }],
  ])('with %s is empty', (_, declared) => {
    expect(failing(() => readSearchSpace(declared)).code).toBe('search-space-empty');
  });

  it.each([
    ['an unknown setting', { learningRat: [1, 2] }, 'learningRat'],
    ['a setting that all trials share', { epochs: [1, 2] }, 'epochs'],
    ['a range that ends where it begins', { dropout: { from: 0.2, to: 0.2 } }, 'two numbers in their order'],
    ['a logarithmic range from zero', { learningRate: { from: 0, to: 1, scale: 'log' } }, 'above zero'],
    ['a value that a training refuses', { dropout: [0.1, 1.5] }, 'it cannot be 1.5'],
    ['a range’s end that a training refuses', { batchSize: { from: 0, to: 8 } }, 'it cannot be 0'],
    ['no choice', { optimizer: [] }, 'empty'],
    ['something else than a range', { dropout: { min: 0, max: 1 } }, 'give a list of choices'],
    ['a weight of zero', { 'weights.pose': [0, 1] }, 'above zero'],
  ])('with %s is refused, and says what is wrong', (_, declared, reason) => {
    const { code, message } = failing(() => readSearchSpace(declared));
    expect(code).toBe('search-space-invalid');
    expect(message).toContain(reason);
    expect(message).toContain(Object.keys(declared)[0]);
  });

  it('is drawn from by a seed: within its ranges, whole where only that makes sense, by factors where it says so', () => {
    const space = readSearchSpace({
      learningRate: { from: 0.0001, to: 0.1, scale: 'log' },
      batchSize: { from: 4, to: 12 },
      optimizer: ['adam', 'momentum'],
    });
    const draws = (seed: number) => {
      const random = Random.fromSeed(seed);
      return Array.from({ length: 400 }, () => drawFrom(space, random));
    };
    const drawn = draws(1);
    expect(draws(1)).toEqual(drawn);
    expect(draws(2)).not.toEqual(drawn);
    const rates = drawn.map((one) => one['learningRate'] as number);
    const batches = drawn.map((one) => one['batchSize'] as number);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.0001);
    expect(Math.max(...rates)).toBeLessThanOrEqual(0.1);
    // By factors, a third lies in each of the three tenfolds.
    expect(rates.filter((rate) => rate < 0.001).length).toBeGreaterThan(90);
    expect(batches.every((batch) => Number.isInteger(batch) && batch >= 4 && batch <= 12)).toBe(true);
    expect(new Set(drawn.map((one) => one['optimizer'])).size).toBe(2);
  });

  it('of few choices is all their combinations', () => {
    const space = readSearchSpace({ dropout: [0, 0.2, 0.2], optimizer: ['adam', 'momentum'] });
    expect(allCombinations(space, 4)).toEqual([
      { dropout: 0, optimizer: 'adam' },
      { dropout: 0, optimizer: 'momentum' },
      { dropout: 0.2, optimizer: 'adam' },
      { dropout: 0.2, optimizer: 'momentum' },
    ]);
    expect(allCombinations(space, 3)).toBeNull();
    expect(allCombinations(readSearchSpace({ dropout: { from: 0, to: 0.5 } }), 9)).toBeNull();
  });
});

describe('a trial’s wishes', () => {
  const augmentation = {
    flip: 0.5,
    rotationDegrees: 15,
    scale: [0.9, 1.1],
    shift: 0.1,
    brightness: 0.1,
    contrast: [0.8, 1.2],
  } as const;

  it('are the common ones with its settings, parts of weights and augmentation among the others', () => {
    const common = { epochs: 3, weights: { pose: 2 } };
    const settings = { learningRate: 0.01, 'weights.landmarks': 3, 'augmentation.rotationDegrees': 4 };
    expect(wishesWith(common, settings, augmentation)).toEqual({
      epochs: 3,
      learningRate: 0.01,
      weights: { pose: 2, landmarks: 3 },
      augmentation: { ...augmentation, rotationDegrees: 4 },
    });
  });

  it.each([
    ['a part of an augmentation that is switched off', null, { 'augmentation.flip': 1 }],
    ['a part that there is not', augmentation, { 'augmentation.colour': 1 }],
    ['a part’s value that a training refuses', augmentation, { 'augmentation.flip': 2 }],
  ])('are refused with %s', (_, plain, settings) => {
    expect(failing(() => wishesWith({}, settings as never, plain)).code).toBe('search-space-invalid');
  });
});
