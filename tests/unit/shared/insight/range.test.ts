import { isWithin, stretchOf } from '@shared/insight/range';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('ranges', () => {
  it('are open below and closed above', () => {
    expect([0.1, 0.15, 0.2, 0.25].map((value) => isWithin(value, { above: 0.1, upTo: 0.2 }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isWithin(7, {})).toBe(true);
  });

  it('put a value into the one stretch that it is within', () => {
    const edges = [0.1, 0.2, 0.5];
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...edges), fc.double({ min: 0, max: 1, noNaN: true })),
        (value) => {
          const stretches = [...edges, undefined].map((upTo, index) => ({ above: edges[index - 1], upTo }));
          const within = stretches.flatMap((stretch, index) => (isWithin(value, stretch) ? [index] : []));
          expect(within).toEqual([stretchOf(value, edges)]);
        },
      ),
    );
  });
});
