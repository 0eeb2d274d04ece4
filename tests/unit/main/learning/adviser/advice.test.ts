import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import {
  advisedLogits,
  unweighedAdvice,
  weighedAdvice,
  worthAsking,
  type Advice,
} from '../../../../../src/main/learning/adviser/advice';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { Random } from '../../../../../src/main/learning/random';
import { context, facesOf } from '../heads/sample';

const advice: Advice = { gender: { weights: [1, 2], share: 0.25 } };

describe('advisedLogits', () => {
  it('weighs the adviser’s word where there is one, and leaves other heads as they are', () => {
    const own = { gender: Float32Array.of(4, 0), pose: Float32Array.of(1, 2, 3) };
    const told = { gender: Float32Array.of(0, 8) };
    const { gender, pose } = advisedLogits(own, told, advice);
    expect([...gender!]).toEqual([3, 2]);
    expect(pose).toBe(own.pose);
    expect(advisedLogits(own, told, {})).toEqual(own);
  });
});

describe('unweighedAdvice', () => {
  it('keeps what was learnt, and counts nothing', () => {
    expect(unweighedAdvice(advice)).toEqual({ gender: { weights: [1, 2], share: 0 } });
    expect(worthAsking(unweighedAdvice(advice))).toEqual({});
  });
});

describe('weighedAdvice', () => {
  const head: HeadConfiguration = {
    name: 'gender',
    kind: 'multi-class',
    target: { from: 'attribute', attribute: 'gender' },
    weight: 1,
  };
  const { heads } = createMultiHead([head, { ...head, name: 'again' }], context);

  function weighed(count: number, ofOwn: number, ofAdviser: number): Advice {
    const random = Random.fromSeed(4);
    const labels = Array.from({ length: count }, () => (random.uniform() < 0.5 ? 0 : 1));
    const opinion = (strength: number): Float32Array =>
      Float32Array.from({ length: count * 2 }, (_, index) =>
        index % 2 === 0 ? 0 : strength * (labels[index >> 1]! * 2 - 1) + random.normal(),
      );
    const own = { gender: opinion(ofOwn), again: opinion(ofOwn) };
    const faces = facesOf(count, { gender: labels });
    return weighedAdvice(advice, heads, own, { gender: opinion(ofAdviser) }, faces, context);
  }

  it('goes by faces that neither has learnt from, of heads that are advised', () => {
    expect(weighed(2000, 1, 1)).toEqual({ gender: { weights: [1, 2], share: 0.5 } });
    expect(weighed(2000, 1, 0)).toEqual({ gender: { weights: [1, 2], share: 0 } });
  });

  it('lets it count for nothing where too few labels tell', () => {
    expect(weighed(40, 0, 2)).toEqual({ gender: { weights: [1, 2], share: 0 } });
  });
});

it('only what counts is worth asking for', () => {
  expect(worthAsking({ ...advice, pose: { weights: [], share: 0 } })).toEqual(advice);
});
