/** Faces as points of the trunk's features. Shape [count, width]. */
export interface FeatureRows {
  readonly values: Float32Array;
  readonly width: number;
}

/** Squared distance of each candidate to the nearest face that is known or chosen. */
export class Coverage {
  private readonly distances: Float64Array;

  constructor(private readonly candidates: FeatureRows) {
    const { values, width } = candidates;
    this.distances = new Float64Array(values.length / width).fill(Number.POSITIVE_INFINITY);
  }

  cover({ values, width }: FeatureRows, row: number): void {
    const { candidates, distances } = this;
    for (let candidate = 0; candidate < distances.length; candidate += 1) {
      let sum = 0;
      for (let column = 0; column < width; column += 1) {
        const gap = candidates.values[candidate * width + column]! - values[row * width + column]!;
        sum += gap * gap;
      }
      if (sum < distances[candidate]!) distances[candidate] = sum;
    }
  }

  /** In the features' unit; 1 for all where nothing is covered yet. */
  distance(candidate: number): number {
    const squared = this.distances[candidate]!;
    return squared === Number.POSITIVE_INFINITY ? 1 : Math.sqrt(squared);
  }
}

/**
 * Candidates to label next, the first first: each time the one of largest uncertainty × distance to the nearest face
 * that is labelled or was chosen before. The distances are the greedy k-centre of Sener and Savarese ("Active Learning
 * for Convolutional Neural Networks: A Core-Set Approach", ICLR 2018, algorithm 1), so that a batch does not repeat
 * itself; weighing them with the uncertainty is what the gradient's length does in BADGE (Ash et al., ICLR 2020).
 *
 * A generator, so that whoever asks may give way between two choices, or stop. Candidates of no uncertainty are left out.
 */
export function* chooseDiverse(
  candidates: FeatureRows,
  uncertainty: Float64Array,
  coverage: Coverage,
): Generator<number> {
  const open = new Set<number>();
  uncertainty.forEach((doubt, candidate) => {
    if (doubt > 0) open.add(candidate);
  });
  while (open.size > 0) {
    let best = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const candidate of open) {
      const score = uncertainty[candidate]! * coverage.distance(candidate);
      if (score > highest) [best, highest] = [candidate, score];
    }
    open.delete(best);
    coverage.cover(candidates, best);
    yield best;
  }
}
