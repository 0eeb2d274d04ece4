import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { AttributesFirst } from '../../../../../src/main/learning/weighting/attributesFirst';

const heads: readonly Pick<HeadConfiguration, 'target'>[] = [
  { target: { from: 'landmarks', points: ['nose'] } },
  { target: { from: 'attribute', attribute: 'smile' } },
  { target: { from: 'landmarks-min-max', points: ['nose'] } },
];

describe('attributes first', () => {
  it('hands over from attributes to points, by the same share in every step', () => {
    const weighting = new AttributesFirst(heads, 16, 4);
    const factors = [0, 1, 2, 3, 4].map(() => {
      const now = weighting.factors();
      weighting.observe();
      return now;
    });
    expect(factors).toEqual([
      [1, 16, 1],
      [1, 8, 1],
      [1, 4, 1],
      [1, 2, 1],
      [1, 1, 1],
    ]);
  });

  it('stays at the heads’ own weights where it goes on beyond its end', () => {
    const weighting = new AttributesFirst(heads, 16, 1);
    for (let step = 0; step < 3; step += 1) weighting.observe();
    expect(weighting.factors()).toEqual([1, 1, 1]);
  });

  it('goes on where a checkpoint left it', () => {
    const weighting = new AttributesFirst(heads, 16, 4);
    weighting.observe();
    const resumed = new AttributesFirst(heads, 16, 4);
    resumed.restore(weighting.snapshot());
    expect(resumed.factors()).toEqual([1, 8, 1]);
    resumed.restore({});
    expect(resumed.factors()).toEqual([1, 16, 1]);
  });
});
