import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRows, drawsByRow } from '../../../../../src/main/learning/pipeline/balance';
import { epochOrder } from '../../../../../src/main/learning/pipeline/order';
import { Random } from '../../../../../src/main/learning/random';
import { facesOf } from '../heads/sample';

/** 1 left profile, 16 left, 64 frontal, 16 right, 3 without a label. */
const poses = [...new Array<number>(1).fill(0), ...new Array<number>(16).fill(1)]
  .concat(new Array<number>(64).fill(2), new Array<number>(16).fill(3))
  .concat(new Array<number>(3).fill(Number.NaN));
const faces = facesOf(poses.length, { pose: poses, worn: new Array<number>(300).fill(0) });

describe('drawsByRow', () => {
  it('draws a value as often as its share to the power of one less the strength', () => {
    const draws = drawsByRow([{ attribute: 'pose', strength: 0.5 }], faces);
    const drawn = [0, 1, 2, 3].map((pose) =>
      draws.reduce((sum, times, row) => sum + (poses[row] === pose ? times : 0), 0),
    );
    // √1 : √16 : √64 : √16
    expect(drawn.map((times) => times / drawn[0]!)).toEqual(
      [1, 4, 8, 4].map((ratio) => expect.closeTo(ratio)),
    );
    expect(drawn.reduce((sum, times) => sum + times, 0)).toBeCloseTo(97);
    for (const times of draws.slice(97)) expect(times).toBeCloseTo(1);
  });

  it('changes nothing at strength 0, and makes all values equal at 1', () => {
    expect(new Set(drawsByRow([{ attribute: 'pose', strength: 0 }], faces))).toEqual(new Set([1]));
    const draws = drawsByRow([{ attribute: 'pose', strength: 1 }], faces);
    expect(draws[0]).toBeCloseTo(16 * draws[1]!);
    expect(draws[0]).toBeCloseTo(64 * draws[20]!);
  });

  it('multiplies what several attributes say', () => {
    const gender = poses.map((_, row) => (row % 4 === 0 ? 0 : 1));
    const both = facesOf(poses.length, { pose: poses, gender });
    const draws = drawsByRow(
      [
        { attribute: 'pose', strength: 0.5 },
        { attribute: 'gender', strength: 1 },
      ],
      both,
    );
    // Rows 20 and 21 are both frontal, and one in four is of the first gender.
    expect(draws[20]).toBeCloseTo(3 * draws[21]!);
    expect(draws[1]).toBeCloseTo(2 * draws[21]!);
    expect(draws.reduce((sum, draw) => sum + draw, 0)).toBeCloseTo(poses.length);
  });

  it('has nothing to say of an attribute that is not one number a face', () => {
    const unknown = ['worn', 'unknown'].map((attribute) => ({ attribute, strength: 0.5 }));
    expect(new Set(drawsByRow(unknown, faces))).toEqual(new Set([1]));
  });
});

describe('drawnRows', () => {
  it('draws as many rows as there are, none off by a whole draw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (draws, seed) => {
          const rows = drawnRows(Float64Array.from(draws), Random.fromSeed(seed));
          expect(rows).toHaveLength(draws.length);
          const scale = draws.length / draws.reduce((sum, draw) => sum + draw, 0);
          draws.forEach((draw, row) => {
            const times = rows.filter((drawn) => drawn === row).length;
            expect(Math.abs(times - draw * scale)).toBeLessThan(1 + 1e-6);
          });
        },
      ),
    );
  });

  it('is shuffled by an epoch’s order, another one each time', () => {
    const draws = drawsByRow([{ attribute: 'pose', strength: 0.5 }], faces);
    const order = (epoch: number): number[] => [
      ...epochOrder({ kind: 'epoch' }, faces.count, 1, epoch, draws),
    ];
    expect(order(0)).toEqual(order(0));
    expect(order(0)).not.toEqual(order(1));
    const profiles = order(0).filter((row) => poses[row] === 0);
    expect([5, 6]).toContain(profiles.length);
    expect(order(0)).not.toEqual([...order(0)].sort((first, second) => first - second));
  });
});
