import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaceSet } from '../../../../src/main/library/faceSet';

const capacity = 100;
const ids = fc.uniqueArray(fc.integer({ min: 0, max: capacity - 1 }));
const ascending = (set: Iterable<number>): number[] => [...set].sort((first, second) => first - second);

describe('FaceSet', () => {
  it('does what a set of numbers does', () => {
    fc.assert(
      fc.property(ids, ids, ids, (first, second, removed) => {
        const set = FaceSet.of(capacity, first);
        const other = FaceSet.of(capacity, second);
        const [a, b] = [new Set(first), new Set(second)];
        const both = ascending(a).filter((id) => b.has(id));
        expect([...set.ids()]).toEqual(ascending(a));
        expect(set.size).toBe(a.size);
        expect([...set.copy().keep(other).ids()]).toEqual(both);
        expect([...set.copy().unite(other).ids()]).toEqual(ascending(new Set([...a, ...b])));
        expect([...set.copy().remove(other).ids()]).toEqual(ascending(a).filter((id) => !b.has(id)));
        expect(set.sharedWith(other)).toBe(both.length);
        for (const id of removed) {
          set.delete(id);
          a.delete(id);
        }
        expect([...set.ids()]).toEqual(ascending(a));
        for (let id = 0; id < capacity + 40; id += 1) expect(set.has(id)).toBe(a.has(id));
      }),
    );
  });

  it('leaves the set that was copied alone', () => {
    const set = FaceSet.of(capacity, [1, 31, 32, 63, 99]);
    set.copy().remove(FaceSet.of(capacity, [31, 99]));
    expect([...set.ids()]).toEqual([1, 31, 32, 63, 99]);
  });
});
