import { describe, expect, it } from 'vitest';
import { GradientSurgery, projected } from '../../../../../src/main/learning/weighting/gradientSurgery';

type Vector = readonly number[];
const dot = (one: Vector, other: Vector): number => one.reduce((sum, value, i) => sum + value * other[i]!, 0);
const productsOf = (vectors: readonly Vector[]): number[][] =>
  vectors.map((one) => vectors.map((other) => dot(one, other)));
const mixed = (parts: Vector, vectors: readonly Vector[]): number[] =>
  vectors[0]!.map((_, axis) => parts.reduce((sum, part, index) => sum + part * vectors[index]![axis]!, 0));
const inOrder = (others: number[]): number[] => others;

describe('gradient surgery', () => {
  it('takes off each of two conflicting gradients what goes against the other: as computed by hand', () => {
    const vectors = [
      [1, 0],
      [-1, 1],
    ];
    const [first, second] = projected(productsOf(vectors), inOrder).map((parts) => mixed(parts, vectors));
    // (1,0) + ½·(−1,1), and (−1,1) + (1,0).
    expect(first).toEqual([0.5, 0.5]);
    expect(second).toEqual([0, 1]);
    expect(dot(first!, vectors[1]!)).toBeCloseTo(0, 12);
    expect(dot(second!, vectors[0]!)).toBeCloseTo(0, 12);
  });

  it('leaves gradients that do not conflict as they are', () => {
    const vectors = [
      [1, 2],
      [3, 0],
      [0, 1],
    ];
    expect(projected(productsOf(vectors), inOrder)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(new GradientSurgery(3, 1).shares(productsOf(vectors), 0)).toEqual([1, 1, 1]);
  });

  it('projects on one after the other, on the others’ gradients as they were: as vectors are projected', () => {
    const vectors = [
      [1, 0.2, -1],
      [-1, 1, 0.1],
      [-0.5, -2, 1],
    ];
    const byVectors = vectors.map((own, index) => {
      let result: Vector = own;
      vectors.forEach((other, place) => {
        const product = dot(result, other);
        if (place === index || product >= 0) return;
        result = result.map((value, axis) => value - (product / dot(other, other)) * other[axis]!);
      });
      return result;
    });
    projected(productsOf(vectors), inOrder).forEach((parts, index) => {
      mixed(parts, vectors).forEach((value, axis) => expect(value).toBeCloseTo(byVectors[index]![axis]!, 12));
    });
  });

  it('draws the order of the projections by the seed and the step', () => {
    const products = productsOf([
      [1, 0.2, -1],
      [-1, 1, 0.1],
      [-0.5, -2, 1],
    ]);
    const sharesAt = (seed: number): string[] =>
      Array.from({ length: 12 }, (_, step) =>
        JSON.stringify(new GradientSurgery(3, seed).shares(products, step)),
      );
    expect(sharesAt(1)).toEqual(sharesAt(1));
    expect(new Set(sharesAt(1)).size).toBeGreaterThan(1);
    expect(sharesAt(2)).not.toEqual(sharesAt(1));
  });

  it('does nothing to a gradient of length zero', () => {
    expect(
      projected(
        productsOf([
          [1, 0],
          [0, 0],
        ]),
        inOrder,
      ),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('settles where plain descent does not: two quadratics that pull a steep axis apart', () => {
    // Lᵢ = k/2·(x ∓ 1)² + y²/2: together twice as steep in x as a step of 1.1/k can stand.
    const [steepness, rate] = [50, 1.1 / 50];
    const gradients = ([x, y]: Vector): Vector[] => [
      [steepness * (x! - 1), y!],
      [steepness * (x! + 1), y!],
    ];
    const descend = (sharesOf: (products: number[][], step: number) => Vector): Vector => {
      let at: Vector = [0.5, 3];
      for (let step = 0; step < 200; step += 1) {
        const both = gradients(at);
        const whole = mixed(sharesOf(productsOf(both), step), both);
        at = at.map((value, axis) => value - rate * whole[axis]!);
      }
      return at;
    };
    expect(Math.abs(descend(() => [1, 1])[0]!)).toBeGreaterThan(1e6);
    const surgery = new GradientSurgery(2, 1);
    const [x, y] = descend((products, step) => surgery.shares(products, step));
    // Between both optima, where neither can gain without the other's loss, and down the axis they share.
    expect(Math.abs(x!)).toBeLessThan(1);
    expect(Math.abs(y!)).toBeLessThan(1e-3);
  });
});
