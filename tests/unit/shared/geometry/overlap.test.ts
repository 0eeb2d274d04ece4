import { describe, expect, it } from 'vitest';
import { bestPairs, holds, overlapOf, sharedArea } from '@shared/geometry/overlap';

const square = (x: number, side = 10) => ({ x, y: 0, width: side, height: side });

describe('overlap', () => {
  it('is what two boxes share of what they cover', () => {
    expect(overlapOf(square(0), square(0))).toBe(1);
    expect(overlapOf(square(0), square(5))).toBeCloseTo(1 / 3);
    expect(overlapOf(square(0), square(10))).toBe(0);
  });

  it('is nothing of boxes that cover nothing, or lie apart both ways', () => {
    expect(overlapOf(square(0, 0), square(0, 0))).toBe(0);
    expect(sharedArea(square(0), { ...square(20), y: 20 })).toBe(0);
    expect(sharedArea(square(0), { ...square(7), y: 8 })).toBe(6);
  });
});

describe('a rectangle', () => {
  it('holds what lies in it or on its edge', () => {
    expect([0, 4, 10].map((x) => holds(square(0), { x, y: 10 }))).toEqual([true, true, true]);
    expect(holds(square(0), { x: 10.1, y: 5 })).toBe(false);
    expect(holds(square(0), { x: 5, y: -0.1 })).toBe(false);
  });
});

describe('the best pairs', () => {
  const pairs = (firsts: readonly number[], seconds: readonly number[]): unknown =>
    bestPairs(firsts, seconds, (first, second) => overlapOf(square(first), square(second)));

  it('are those that overlap the most, each once, the best first', () => {
    expect(pairs([4, 0], [1, 5, 40])).toEqual([
      [4, 5],
      [0, 1],
    ]);
    expect(pairs([3], [0, 4])).toEqual([[3, 4]]);
  });

  it('are none of what does not overlap', () => {
    expect(pairs([0, 20], [10, 40])).toEqual([]);
    expect(pairs([], [1])).toEqual([]);
  });
});
