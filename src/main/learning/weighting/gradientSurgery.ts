import { Random } from '../random';
import type { Weighting, WeightingState } from './weighting';

/**
 * PCGrad (Yu, Kumar, Gupta, Levine, Hausman, Finn 2020, "Gradient surgery for multi-task learning", algorithm 1): where
 * two heads' gradients on the trunk conflict, each loses the part that goes against the other. The heads' own layers
 * meet nobody and keep theirs. It has nothing to remember: the order of the projections is drawn from the seed and the
 * step.
 */
export class GradientSurgery implements Weighting {
  readonly reads = 'trunk-gradients';
  private readonly ones: readonly number[];

  constructor(
    heads: number,
    private readonly seed: number,
  ) {
    this.ones = new Array<number>(heads).fill(1);
  }

  factors(): readonly number[] {
    return this.ones;
  }

  shares(products: readonly (readonly number[])[], stepsDone: number): readonly number[] {
    const random = Random.fromSeed(this.seed, `pcgrad:${stepsDone}`);
    const mixtures = projected(products, (others) => {
      random.shuffle(others);
      return others;
    });
    return products.map((_, head) => mixtures.reduce((sum, mixture) => sum + mixture[head]!, 0));
  }

  observe(): void {
    // Each step is by itself.
  }

  snapshot(): WeightingState {
    return {};
  }

  restore(): void {
    // There is nothing to be found again.
  }
}

/**
 * Each gradient after its projections, as a mixture of the gradients before: row i's numbers say how much of each is in
 * it. Every projection takes multiples of other gradients off, so that their products with each other are all that has
 * to be known of them: a few numbers, where each is of a million.
 *
 * @param products `products[i][j] = gᵢ·gⱼ`.
 * @param order puts the other gradients' numbers into the order in which one is projected on them.
 */
export function projected(
  products: readonly (readonly number[])[],
  order: (others: number[]) => readonly number[],
): number[][] {
  return products.map((_, head) => {
    const mixture = products.map((__, index): number => (index === head ? 1 : 0));
    for (const other of order(products.flatMap((__, index) => (index === head ? [] : [index])))) {
      const product = mixture.reduce<number>((sum, part, index) => sum + part * products[index]![other]!, 0);
      if (product < 0) mixture[other]! -= product / products[other]![other]!;
    }
    return mixture;
  });
}
