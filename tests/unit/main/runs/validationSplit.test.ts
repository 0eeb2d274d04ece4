import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitValidation } from '../../../../src/main/runs/validationSplit';

describe('splitValidation', () => {
  it('holds every row once, about the share asked for, and no group on both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }).map(String), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.integer(),
        (groups, fraction, seed) => {
          const { training, validation } = splitValidation(groups, fraction, seed);
          expect([...training, ...validation].sort((a, b) => a - b)).toEqual(groups.map((_, row) => row));
          const trained = new Set([...training].map((row) => groups[row]));
          expect([...validation].some((row) => trained.has(groups[row]!))).toBe(false);
          const wanted = Math.round(groups.length * fraction);
          const largest = Math.max(
            ...groups.map((group) => groups.filter((other) => other === group).length),
          );
          expect(validation.length).toBeGreaterThanOrEqual(Math.min(wanted, groups.length));
          expect(validation.length).toBeLessThan(wanted + largest + (wanted === 0 ? 1 : 0));
        },
      ),
    );
  });

  it('is decided by the seed', () => {
    const groups = Array.from({ length: 100 }, (_, index) => String(index));
    expect(splitValidation(groups, 0.1, 1)).toEqual(splitValidation(groups, 0.1, 1));
    expect(splitValidation(groups, 0.1, 1)).not.toEqual(splitValidation(groups, 0.1, 2));
  });

  it('holds nothing out when asked for nothing', () => {
    expect(splitValidation(['a', 'b'], 0, 1).validation).toHaveLength(0);
  });
});
