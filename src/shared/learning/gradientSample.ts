/**
 * How each head pulls the trunk that all of them share, at one step of a training: by the gradients of the heads'
 * weighted losses with respect to the trunk's parameters, for the same faces. Heads whose gradients have a cosine
 * near 1 learn the same things of a face; below 0 what helps one harms the other (Yu et al. 2020, "Gradient surgery
 * for multi-task learning").
 */
export interface GradientSample {
  readonly globalStep: number;
  /** In the order of `norms` and of the rows and columns of `cosines`. */
  readonly heads: readonly string[];
  /** Length of each head's gradient: what the head's weight does is in it. */
  readonly norms: readonly number[];
  /** Of each head with each, −1 to 1; null where one of the two has no gradient, without a labelled face or weight. */
  readonly cosines: readonly (readonly (number | null)[])[];
}

/** Lengths of the gradients and cosines between them, of their products with each other: `products[i][j] = gᵢ·gⱼ`. */
export function comparedGradients(
  products: readonly (readonly number[])[],
): Pick<GradientSample, 'norms' | 'cosines'> {
  const norms = products.map((row, index) => Math.sqrt(row[index]!));
  const cosine = (row: number, column: number): number | null => {
    const lengths = norms[row]! * norms[column]!;
    // Rounded sums may be a hair beyond what a cosine can be.
    return lengths > 0 ? Math.max(-1, Math.min(1, products[row]![column]! / lengths)) : null;
  };
  return { norms, cosines: norms.map((_, row) => norms.map((__, column) => cosine(row, column))) };
}

/**
 * The mean of samples of the same heads, at the last one's step: a single one is of a few faces, and noisy. A cosine
 * is the mean of those that are known.
 */
export function meanGradients(samples: readonly GradientSample[]): GradientSample | null {
  const last = samples.at(-1);
  if (!last) return null;
  const mean = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return {
    globalStep: last.globalStep,
    heads: last.heads,
    norms: last.heads.map((_, head) => mean(samples.map(({ norms }) => norms[head]!))!),
    cosines: last.heads.map((_, row) =>
      last.heads.map((__, column) => mean(samples.map(({ cosines }) => cosines[row]![column]!))),
    ),
  };
}
