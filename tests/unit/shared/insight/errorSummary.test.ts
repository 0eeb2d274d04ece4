import { percentile, summarizeErrors } from '@shared/insight/errorSummary';
import { isWithin } from '@shared/insight/range';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('percentile', () => {
  it('lies between two errors as numpy has it', () => {
    // numpy.percentile([1, 2, 4, 8], [0, 25, 50, 90, 100])
    expect([0, 25, 50, 90, 100].map((percent) => percentile([1, 2, 4, 8], percent))).toEqual([
      1,
      1.75,
      3,
      expect.closeTo(6.8, 10),
      8,
    ]);
  });
});

describe('summarizeErrors', () => {
  it('is null without an error', () => {
    expect(summarizeErrors([])).toBeNull();
  });

  it('counts bins of one round width, closed above, the last one open', () => {
    const errors = Array.from({ length: 100 }, (_, index) => (index + 1) / 1000);
    const { mean, bins, faces } = summarizeErrors([...errors, 5])!;
    expect(faces).toBe(101);
    expect(mean).toBeCloseTo((5.05 + 5) / 101, 10);
    expect(bins[0]).toEqual({ upTo: 0.0025, faces: 2 });
    expect(bins[1]).toEqual({ above: 0.0025, upTo: 0.005, faces: 3 });
    expect(bins.at(-1)).toEqual({ above: 0.1, faces: 1 });
    expect(bins).toHaveLength(41);
  });

  it('counts each error once, in the bin that it is within', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (errors) => {
          const { bins } = summarizeErrors(errors)!;
          expect(bins.length).toBeLessThanOrEqual(41);
          for (const bin of bins) {
            expect(errors.filter((error) => isWithin(error, bin))).toHaveLength(bin.faces);
          }
          expect(bins.reduce((sum, bin) => sum + bin.faces, 0)).toBe(errors.length);
        },
      ),
    );
  });

  it('has a bin for a head that is never wrong', () => {
    expect(summarizeErrors([0, 0])!.bins).toEqual([
      { upTo: 1, faces: 2 },
      { above: 1, faces: 0 },
    ]);
  });
});
