import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { fitFirstLookShares, pooledLooks } from '../../../../../src/main/learning/heads/firstLook';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { Random } from '../../../../../src/main/learning/random';
import { context, facesOf } from './sample';

const count = 2_000;

function headsOf(...kinds: readonly (readonly [string, HeadConfiguration['kind']])[]) {
  const heads = kinds.map(([attribute, kind]) => {
    return { name: attribute, kind, target: { from: 'attribute', attribute }, weight: 1 } as const;
  });
  return createMultiHead(heads, context).heads;
}

/** Yes and no by chance, and logits that speak for the label with `strength`, each with a noise of its own. */
function told(strengths: readonly number[], of = count): { labels: number[]; logits: Float32Array[] } {
  const random = Random.fromSeed(5, strengths.join());
  const labels = Array.from({ length: of }, () => (random.uniform() < 0.5 ? 0 : 1));
  const logits = strengths.map((strength) =>
    Float32Array.from(labels, (label) => strength * (label * 2 - 1) + 2 * random.normal()),
  );
  return { labels, logits };
}

describe('fitFirstLookShares', () => {
  const heads = headsOf(['gender', 'binary']);
  const sharesOf = ({ labels, logits: [first, last] }: ReturnType<typeof told>) =>
    fitFirstLookShares(
      heads,
      { first: { gender: first! }, last: { gender: last! } },
      facesOf(labels.length, { gender: labels }),
      context,
    );

  it('lets two looks that know as much count alike, and one that knows less count less', () => {
    expect(sharesOf(told([1, 1]))).toEqual({ gender: 0.5 });
    // Of independent noise of one size, each counts by its strength: 1 to 4.
    expect(sharesOf(told([0.5, 2]))).toEqual({ gender: 0.2 });
  });

  it('leaves a first look out that knows nothing, or of which too few labels tell', () => {
    expect(sharesOf(told([-1, 2]))).toEqual({});
    expect(sharesOf(told([1, 1], 40))).toEqual({});
  });

  it('fits heads that choose, each for itself, and no others', () => {
    const { labels, logits } = told([1, 1]);
    const three = facesOf(count, { smile: labels, age: labels, gender: labels });
    const several = headsOf(['smile', 'multi-class'], ['age', 'regression'], ['gender', 'binary']);
    const [first, last] = logits.map((own) => ({
      smile: Float32Array.from({ length: count * 2 }, (_, index) => (index % 2) * own[index >> 1]!),
      age: own,
      gender: own,
    }));
    const withoutNews = { ...first!, gender: last!.gender.map((logit) => -logit) };
    expect(fitFirstLookShares(several, { first: withoutNews, last: last! }, three, context)).toEqual({
      smile: 0.5,
    });
  });
});

describe('pooledLooks', () => {
  it('weighs the looks’ logits by head; without a share the last ones stand', () => {
    const looks = {
      first: { gender: Float32Array.of(1, 3), smile: Float32Array.of(9) },
      last: { gender: Float32Array.of(2, -2), smile: Float32Array.of(4) },
    };
    const { gender, smile } = pooledLooks(looks, { gender: 0.25 });
    expect([...gender!]).toEqual([1.75, -0.75]);
    expect([...smile!]).toEqual([4]);
  });
});
