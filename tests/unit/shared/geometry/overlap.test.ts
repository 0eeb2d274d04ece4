import { describe, expect, it } from 'vitest';
import { overlapOf, sharedArea } from '@shared/geometry/overlap';

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
