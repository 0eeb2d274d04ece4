import { describe, expect, it } from 'vitest';
import { comparedGradients, meanGradients, type GradientSample } from '@shared/learning/gradientSample';

const productsOf = (vectors: readonly (readonly number[])[]): number[][] =>
  vectors.map((one) => vectors.map((other) => one.reduce((sum, value, at) => sum + value * other[at]!, 0)));

describe('gradients compared', () => {
  it('have the lengths and cosines of vectors', () => {
    const vectors = [
      [3, 4, 0],
      [6, 8, 0],
      [-3, -4, 0],
      [0, 0, 2],
      [4, 3, 0],
    ];
    const { norms, cosines } = comparedGradients(productsOf(vectors));
    expect(norms).toEqual([5, 10, 5, 2, 5]);
    expect(cosines[0]).toEqual([1, 1, -1, 0, 0.96]);
    for (const [row, of] of cosines.entries()) {
      for (const [column, cosine] of of.entries()) expect(cosines[column]![row]).toBe(cosine);
    }
  });

  it('know nothing of one that is not there', () => {
    const vectors = [
      [0, 0],
      [1, 0],
    ];
    const { norms, cosines } = comparedGradients(productsOf(vectors));
    expect(norms).toEqual([0, 1]);
    expect(cosines).toEqual([
      [null, null],
      [null, 1],
    ]);
  });
});

describe('the mean of samples', () => {
  const sample = (globalStep: number, cosine: number | null, norm: number): GradientSample => ({
    globalStep,
    heads: ['pose', 'smile'],
    norms: [norm, 1],
    cosines: [
      [1, cosine],
      [cosine, 1],
    ],
  });

  it('is that of what is known, at the last one’s step', () => {
    expect(meanGradients([sample(10, 0.5, 1), sample(20, null, 2), sample(30, 0, 6)])).toEqual(
      sample(30, 0.25, 3),
    );
    expect(meanGradients([sample(10, null, 1)])).toEqual(sample(10, null, 1));
    expect(meanGradients([])).toBeNull();
  });
});
