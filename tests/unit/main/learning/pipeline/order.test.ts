import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shuffle } from '@shared/learning/configuration';
import { epochOrder, SampleOrder } from '../../../../../src/main/learning/pipeline/order';

const shuffles: fc.Arbitrary<Shuffle> = fc.oneof(
  fc.constant({ kind: 'epoch' } as const),
  fc.record({ kind: fc.constant('buffer' as const), size: fc.integer({ min: 1, max: 50 }) }),
);
const sorted = (rows: Iterable<number>): number[] => [...rows].sort((first, second) => first - second);

describe('epochOrder', () => {
  it('shows every face once an epoch', () => {
    fc.assert(
      fc.property(
        shuffles,
        fc.integer({ min: 1, max: 200 }),
        fc.nat(),
        fc.nat(20),
        (shuffle, count, seed, epoch) => {
          const order = epochOrder(shuffle, count, seed, epoch);
          expect(sorted(order)).toEqual(Array.from({ length: count }, (_, row) => row));
        },
      ),
    );
  });

  it('differs between epochs and between seeds', () => {
    const order = (seed: number, epoch: number): string =>
      epochOrder({ kind: 'epoch' }, 100, seed, epoch).join();
    expect(new Set([order(1, 0), order(1, 1), order(2, 0), order(2, 1)]).size).toBe(4);
    expect(order(1, 1)).toBe(order(1, 1));
  });

  it('moves no face ahead of a buffer of 1,000, as tf.data', () => {
    const size = 1000;
    const order = epochOrder({ kind: 'buffer', size }, 10_000, 3, 0);
    order.forEach((row, place) => expect(row).toBeLessThan(place + size));
    // The last face to enter the buffer can wait in it until the end; most leave after about `size` draws.
    const delays = [...order].map((row, place) => place - row);
    const beforeTheEnd = delays.slice(0, 9000).sort((first, second) => first - second);
    expect(Math.abs(beforeTheEnd[4500]! + 307)).toBeLessThan(100);
  });

  it('keeps the order of the file with a buffer of 1', () => {
    expect([...epochOrder({ kind: 'buffer', size: 1 }, 5, 3, 0)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('draws evenly: every face is first about as often as any other', () => {
    const first = new Map<number, number>();
    for (let epoch = 0; epoch < 3000; epoch += 1) {
      const row = epochOrder({ kind: 'epoch' }, 10, 1, epoch)[0]!;
      first.set(row, (first.get(row) ?? 0) + 1);
    }
    expect(first.size).toBe(10);
    for (const times of first.values()) expect(Math.abs(times - 300)).toBeLessThan(80);
  });
});

describe('SampleOrder', () => {
  it('runs epochs into each other, and starts anywhere', () => {
    fc.assert(
      fc.property(shuffles, fc.integer({ min: 1, max: 30 }), fc.nat(100), (shuffle, count, start) => {
        const whole = new SampleOrder(shuffle, count, 1);
        const rows = Array.from({ length: 150 }, (_, sample) => whole.rowOf(sample));
        const late = new SampleOrder(shuffle, count, 1);
        expect(rows.slice(start)).toEqual(
          Array.from({ length: 150 - start }, (_, index) => late.rowOf(start + index)),
        );
        expect(sorted(rows.slice(0, count))).toEqual(Array.from({ length: count }, (_, row) => row));
      }),
    );
  });
});
