import { describe, expect, it } from 'vitest';
import { chooseDiverse, Coverage } from '../../../../src/main/labelNext/kCentre';

/** Points on a line. */
const line = (...values: readonly number[]) => ({ values: Float32Array.from(values), width: 1 });
const alike = (count: number): Float64Array => new Float64Array(count).fill(1);

describe('chooseDiverse', () => {
  it('takes the farthest from what is labelled or was chosen: the greedy k-centre', () => {
    const candidates = line(0, 1, 9, 10, 5);
    const coverage = new Coverage(candidates);
    coverage.cover(line(0), 0);
    expect([...chooseDiverse(candidates, alike(5), coverage)].slice(0, 3)).toEqual([3, 4, 1]);
  });

  it('weighs the distance with how unsure the model is', () => {
    const candidates = line(1, 10);
    const coverage = new Coverage(candidates);
    coverage.cover(line(0), 0);
    expect([...chooseDiverse(candidates, Float64Array.of(0.9, 0.01), coverage)]).toEqual([0, 1]);
  });

  it('begins with the least sure where nothing is labelled, leaves out what is sure, and ends', () => {
    const candidates = line(3, 3, 3);
    expect([...chooseDiverse(candidates, Float64Array.of(0.2, 0.8, 0), new Coverage(candidates))]).toEqual([
      1, 0,
    ]);
  });
});
