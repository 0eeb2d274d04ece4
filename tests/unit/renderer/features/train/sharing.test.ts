import { describe, expect, it } from 'vitest';
import type { GradientSample } from '@shared/learning/gradientSample';
import {
  pairsOverTime,
  sharedAt,
  type SharingWords,
} from '../../../../../src/renderer/features/train/sharing';

const sample = (globalStep: number, cosine: number | null): GradientSample => ({
  globalStep,
  heads: ['landmarks', 'pose', 'smile'],
  norms: [globalStep, 1, 2],
  cosines: [
    [1, cosine, -0.5],
    [cosine, 1, 0],
    [-0.5, 0, 1],
  ],
});
const samples = [0, 0.1, 0.2, 0.3, 0.4, 0.5, null].map((cosine, index) => sample((index + 1) * 10, cosine));

describe('what heads share at a time', () => {
  it('is the mean of the five samples up to it, of fewer at the beginning', () => {
    expect(sharedAt(samples, 0)).toEqual(sample(10, 0));
    expect(sharedAt(samples, 4)?.cosines[0]![1]).toBeCloseTo(0.2);
    expect(sharedAt(samples, 5)?.cosines[0]![1]).toBeCloseTo(0.3);
    expect(sharedAt(samples, 5)).toMatchObject({ globalStep: 60, norms: [40, 1, 2] });
    // Of the last five one is not known.
    expect(sharedAt(samples, 6)?.cosines[0]![1]).toBeCloseTo(0.35);
    expect(sharedAt([], -1)).toBeNull();
  });
});

describe('what heads share over time', () => {
  const words: SharingWords = {
    ...{ title: 'What heads share', step: 'Step', cosine: 'Cosine' },
    pair: (one, other) => `${one}, ${other}`,
    number: String,
    cosineText: (value) => value.toFixed(2),
  };

  it('is a series for each pair, every sample by itself', () => {
    const { series, title, y } = pairsOverTime(samples, words);
    expect(title).toBe('What heads share');
    expect(y).toMatchObject({ min: -1, max: 1 });
    expect(series.map(({ name }) => name)).toEqual(['landmarks, pose', 'landmarks, smile', 'pose, smile']);
    expect(series[0]!.points).toEqual([
      [10, 0],
      [20, 0.1],
      [30, 0.2],
      [40, 0.3],
      [50, 0.4],
      [60, 0.5],
      [70, null],
    ]);
    expect(new Set(series.map(({ id }) => id)).size).toBe(3);
  });

  it('of nothing is nothing', () => {
    expect(pairsOverTime([], words).series).toEqual([]);
  });
});
