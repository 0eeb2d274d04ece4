import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitValidation } from '../../../../src/main/runs/validationSplit';

const groups = fc.array(fc.integer({ min: 0, max: 40 }).map(String), { minLength: 1, maxLength: 200 });
const fraction = fc.double({ min: 0, max: 0.9, noNaN: true });
const many = Array.from({ length: 10_000 }, (_, index) => `image ${index}`);
const namesIn = (all: readonly string[], rows: Int32Array): ReadonlySet<string> =>
  new Set(Array.from(rows, (row) => all[row]!));

describe('splitValidation', () => {
  it('holds every row once, no group on both sides, and leaves something to learn', () => {
    fc.assert(
      fc.property(groups, fraction, fc.integer(), (all, validationFraction, seed) => {
        const { training, validation } = splitValidation(all, { validationFraction, seed });
        expect([...training, ...validation].sort((a, b) => a - b)).toEqual(all.map((_, row) => row));
        const trained = namesIn(all, training);
        expect([...namesIn(all, validation)].some((name) => trained.has(name))).toBe(false);
        expect(training.length).toBeGreaterThan(0);
      }),
    );
  });

  it('leaves each on its side whatever comes, whatever lacks, and in whatever order they are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 20, maxLength: 60 }), fc.nat(), (all, seed) => {
        const heldOut = { validationFraction: 0.3, seed };
        const whole = namesIn(all, splitValidation(all, heldOut).validation);
        const half = all.filter((_, row) => row % 2 === 1).reverse();
        const part = splitValidation(half, heldOut);
        const expected = half.filter((name) => whole.has(name));
        // Of very few one is held out, or learnt, that lies on the other side of the border.
        fc.pre(expected.length > 0 && expected.length < half.length);
        expect(namesIn(half, part.validation)).toEqual(new Set(expected));
      }),
    );
  });

  it('holds about the share out, and of a larger share the same and others', () => {
    const few = splitValidation(many, { validationFraction: 0.05, seed: 1 }).validation;
    const more = splitValidation(many, { validationFraction: 0.2, seed: 1 }).validation;
    // Four standard deviations.
    expect(Math.abs(few.length - 500)).toBeLessThan(88);
    expect(Math.abs(more.length - 2000)).toBeLessThan(160);
    const all = new Set(more);
    expect(few.every((row) => all.has(row))).toBe(true);
  });

  it('holds one of few out where that is about the share, and none where less is', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const countOf = (count: number, validationFraction: number): number =>
        splitValidation(many.slice(0, count), { validationFraction, seed }).validation.length;
      expect(countOf(12, 0.05)).toBeGreaterThan(0);
      expect(countOf(2, 0.5)).toBe(1);
      expect(countOf(1, 0.5)).toBe(0);
      expect(countOf(100, 0)).toBe(0);
    }
  });

  it('is decided by the seed, or by the one that says which faces are held out', () => {
    const by = (seed: number, heldOutSeed?: number): unknown =>
      splitValidation(many, {
        ...{ validationFraction: 0.1, seed },
        ...(heldOutSeed === undefined ? {} : { heldOutSeed }),
      });
    expect(by(1)).toEqual(by(1));
    expect(by(1)).not.toEqual(by(2));
    expect(by(2, 1)).toEqual(by(1));
  });

  it('has rows in the same order wherever their groups lie', () => {
    const names = ['d', 'a', 'c', 'b'];
    const turned = names.toReversed();
    const heldOut = { validationFraction: 0, seed: 3 };
    const inOrder = (all: readonly string[]): string[] =>
      Array.from(splitValidation(all, heldOut).training, (row) => all[row]!);
    expect(inOrder(turned)).toEqual(inOrder(names));
  });
});
