/** Named points of a face, which of them a mirror swaps, and how they are drawn. Data, never code. */
export interface LandmarkPoint {
  readonly id: string;
  readonly name: string;
  /** Other names under which formats know this point. */
  readonly aliases: readonly string[];
}

export interface LandmarkScheme {
  readonly id: string;
  readonly name: string;
  readonly points: readonly LandmarkPoint[];
  /** Pairs of point ids that a horizontal flip exchanges; a point in no pair stays itself. */
  readonly symmetricPairs: readonly (readonly [string, string])[];
  /** Pairs of point ids joined by a line. */
  readonly edges: readonly (readonly [string, string])[];
  /**
   * Points whose mean is each eye's centre (image-left, image-right): the normaliser of landmark errors.
   * 68-point schemes list six points an eye, MTFL one.
   */
  readonly eyes: { readonly left: readonly string[]; readonly right: readonly string[] };
}

/** Index of each point's partner under a horizontal flip (its own index when it has none). */
export function mirrorPermutation(scheme: LandmarkScheme): number[] {
  const indexOf = pointIndex(scheme);
  const permutation = scheme.points.map((_, index) => index);
  for (const [first, second] of scheme.symmetricPairs) {
    const a = indexOf.get(first);
    const b = indexOf.get(second);
    if (a === undefined || b === undefined) {
      throw new Error(
        `Scheme ${scheme.id} pairs ${first} with ${second}, and one of them is no point of it.`,
      );
    }
    permutation[a] = b;
    permutation[b] = a;
  }
  return permutation;
}

export function pointIndex(scheme: LandmarkScheme): Map<string, number> {
  return new Map(scheme.points.map((point, index) => [point.id, index]));
}
