import { describe, expect, it } from 'vitest';
import { dealFolds, rowsOfFold } from '../../../../src/main/labelCheck/folds';

const groups = Array.from({ length: 101 }, (_, row) => `image-${row}`);

describe('dealFolds', () => {
  it('deals every row to one of folds of about one size, the same by the same seed', () => {
    const folds = dealFolds(groups, 4, 1);
    const sizes = [0, 1, 2, 3].map((fold) => folds.filter((one) => one === fold).length);
    expect(sizes.toSorted()).toEqual([25, 25, 25, 26]);
    expect(dealFolds(groups, 4, 1)).toEqual(folds);
    expect(dealFolds(groups, 4, 2)).not.toEqual(folds);
  });

  it('keeps the same image under two names in one fold', () => {
    const twice = [...groups, ...groups];
    const folds = dealFolds(twice, 3, 1);
    expect(folds.subarray(0, 101)).toEqual(folds.subarray(101));
  });
});

describe('rowsOfFold', () => {
  it('asks a fold’s network about its own rows, and teaches it the others', () => {
    const { asked, learnt } = rowsOfFold(Uint8Array.of(0, 1, 0, 2), 0);
    expect([...asked]).toEqual([0, 2]);
    expect([...learnt]).toEqual([1, 3]);
  });
});
