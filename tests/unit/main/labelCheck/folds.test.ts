import { describe, expect, it } from 'vitest';
import { dealFolds, rowsOfFold } from '../../../../src/main/labelCheck/folds';
import { Random } from '../../../../src/main/learning/random';

const groups = Array.from({ length: 101 }, (_, row) => `image-${row}`);
const plain = groups.map(() => []);

describe('dealFolds', () => {
  it('deals every row to one of folds of about one size, the same by the same seed', () => {
    const folds = dealFolds(groups, plain, 4, 1);
    const sizes = [0, 1, 2, 3].map((fold) => folds.filter((one) => one === fold).length);
    expect(sizes.toSorted()).toEqual([25, 25, 25, 26]);
    expect(dealFolds(groups, plain, 4, 1)).toEqual(folds);
    expect(dealFolds(groups, plain, 4, 2)).not.toEqual(folds);
  });

  it('keeps the same image under two names in one fold', () => {
    const twice = [...groups, ...groups];
    const folds = dealFolds(twice, [...plain, ...plain], 3, 1);
    expect(folds.subarray(0, 101)).toEqual(folds.subarray(101));
  });
});

describe('dealFolds of labelled rows', () => {
  /** Beside what all have: a rare value that two images have, one of them twice, and others by chance. */
  const random = Random.fromSeed(3);
  const images = [...groups, 'image-7'];
  const kinds = images.map((image, row) => [
    'points',
    image === 'image-7' || image === 'image-70' ? 'glasses yes' : 'glasses no',
    `pose ${random.integer(5)}`,
    ...(row % 9 === 0 ? ['smile yes'] : []),
  ]);

  it.each([1, 2, 3, 4, 5])('gives each fold about as many of every value, by seed %i', (seed) => {
    const folds = dealFolds(images, kinds, 4, seed);
    const counts = (kind: string): number[] =>
      [0, 1, 2, 3].map(
        (fold) => kinds.filter((one, row) => folds[row] === fold && one.includes(kind)).length,
      );
    const rare = counts('glasses yes');
    expect(rare.filter((count) => count > 0)).toHaveLength(2);
    for (const kind of ['smile yes', 'pose 0', 'pose 1', 'pose 2', 'pose 3', 'pose 4', 'points']) {
      const all = counts(kind);
      expect(Math.max(...all) - Math.min(...all), kind).toBeLessThanOrEqual(2);
    }
  });

  it('leaves no fold empty where there are as many images', () => {
    const few = images.slice(0, 6);
    expect(new Set(dealFolds(few, kinds.slice(0, 6), 6, 1)).size).toBe(6);
  });
});

describe('rowsOfFold', () => {
  it('asks a fold’s network about its own rows, and teaches it the others', () => {
    const { asked, learnt } = rowsOfFold(Uint8Array.of(0, 1, 0, 2), 0);
    expect([...asked]).toEqual([0, 2]);
    expect([...learnt]).toEqual([1, 3]);
  });
});
