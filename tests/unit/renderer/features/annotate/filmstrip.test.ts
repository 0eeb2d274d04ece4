import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripAround } from '../../../../../src/renderer/features/annotate/filmstrip';

describe('stripAround', () => {
  it('has the face in its middle, and is whole at the ends', () => {
    expect(stripAround(50, 100, 11)).toEqual({ offset: 45, limit: 11 });
    expect(stripAround(0, 100, 11)).toEqual({ offset: 0, limit: 11 });
    expect(stripAround(99, 100, 11)).toEqual({ offset: 89, limit: 11 });
    expect(stripAround(2, 4, 11)).toEqual({ offset: 0, limit: 4 });
  });

  it('always holds the face', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.nat(),
        fc.integer({ min: 1, max: 30 }),
        (total, n, length) => {
          const index = n % total;
          const { offset, limit } = stripAround(index, total, length);
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(index);
          expect(offset + limit).toBeGreaterThan(index);
          expect(offset + limit).toBeLessThanOrEqual(total);
        },
      ),
    );
  });
});
