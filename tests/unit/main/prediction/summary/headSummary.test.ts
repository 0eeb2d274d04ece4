import { describe, expect, it } from 'vitest';
import type { PredictedFace } from '../../../../../src/main/prediction/predictedFace';
import { HeadSummary } from '../../../../../src/main/prediction/summary/headSummary';
import { pointSpread } from '../../../../../src/main/prediction/summary/pointSpread';
import { predictedPhoto } from '../example';

const pointIds = ['a', 'b'];
const named = {
  head: 'landmarks',
  attribute: null,
  form: { kind: 'points', pointIds, unit: 'pixels' },
} as const;

/** Two points so far apart, in a region whose side is 90. */
function faceWith(apartPx: number): PredictedFace {
  const points = new Map([
    ['a', { x: 10, y: 5 }],
    ['b', { x: 10 + apartPx, y: 5 }],
  ]);
  return { ...predictedPhoto('a.jpg').faces[0]!, points };
}

describe('the summary of a head of points', () => {
  it('has their spread, as a part of what the network was shown', () => {
    expect(pointSpread(faceWith(18), pointIds)).toBeCloseTo(0.1, 10);
    expect(pointSpread(faceWith(18), ['a'])).toBeNull();
  });

  it('shows the faces whose spread is the furthest from most', () => {
    const summary = new HeadSummary(named);
    const usual = Array.from({ length: 40 }, (_, index) => 18 + index / 100);
    for (const [index, apart] of [...usual.slice(0, 20), 0, 60, 1, ...usual.slice(20)].entries()) {
      summary.add(predictedPhoto(`${index}.jpg`), faceWith(apart));
    }
    expect(summary.numbers).toHaveLength(43);
    expect(summary.leastCertain).toHaveLength(8);
    expect(summary.leastCertain.slice(0, 3).map(({ name }) => name)).toEqual(['21.jpg', '20.jpg', '22.jpg']);
    expect(
      summary.leastCertain
        .slice(3)
        .map(({ confidence }) => confidence)
        .every((part) => part < 0.11),
    ).toBe(true);
  });
});
