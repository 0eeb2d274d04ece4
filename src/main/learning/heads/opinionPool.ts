import type { FaceTable } from '../faceTable';
import { leastLabels } from './calibrate';
import type { Head, HeadContext } from './head';
import { labelledLogits, type LabelledLogits } from './labelledLogits';
import type { LogitsByHead } from './multiHead';
import { readTargets } from './targets';
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

/** The same head by head; one of which the first says nothing, or that has no share, goes by the other alone. */
export function pooledByHead(
  one: LogitsByHead,
  other: LogitsByHead,
  shares: Readonly<Record<string, number>>,
): LogitsByHead {
  return Object.fromEntries(
    Object.entries(other).map(([head, logits]) => {
      const first = one[head];
      return [head, first ? pooled(first, logits, shares[head] ?? 0) : logits];
    }),
  );
}

/**
 * What the first of two opinions of a head should count beside the other, by faces of which neither has learnt: 0 where it tells
 * nothing, where too few labels could say so, and for a head that does not choose.
 */
export function fittedShare(
  head: Head,
  [one, other]: readonly [one: LogitsByHead, other: LogitsByHead],
  faces: FaceTable,
  context: HeadContext,
  possibleShares: readonly number[],
): number {
  const targets = readTargets(head.targetReader(faces), faces, context);
  const [first, second] = [one, other].map((of) => labelledLogits(head, of[head.name]!, targets));
  return first && second && first.labels.length >= leastLabels ? bestShare(first, second, possibleShares) : 0;
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
