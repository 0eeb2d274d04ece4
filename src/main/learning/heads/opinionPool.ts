import type { LabelledLogits } from './labelledLogits';
import { crossEntropyAt, fitTemperature } from './temperature';

/**
 * Of two opinions' logits, weighed: of their probabilities the weighed geometric mean (a logarithmic opinion pool: Genest and Zidek
 * 1986).
 *
 * @param share what the first counts, 0 to 1.
 */
export function pooled<Values extends Float32Array | Float64Array>(
  one: Values,
  other: Values,
  share: number,
): Values {
  if (share === 0) return other;
  return other.map((logit, index) => (1 - share) * logit + share * one[index]!) as Values;
}

/** Of the possible shares of the first opinion the one of least cross-entropy, each at the temperature that suits it. */
export function bestShare(
  one: LabelledLogits,
  other: LabelledLogits,
  possibleShares: readonly number[],
): number {
  let best = { share: 0, loss: Number.POSITIVE_INFINITY };
  for (const share of possibleShares) {
    const both = { ...other, logits: pooled(one.logits, other.logits, share) };
    const loss = crossEntropyAt(both, fitTemperature(both));
    if (loss < best.loss) best = { share, loss };
  }
  return best.share;
}
