import type { Head } from './head';
import type { HeadTargets } from './targets';

/** What a head says of labelled elements: of each a row of logits and the place of the label in it. */
export interface LabelledLogits {
  /** Classes: softmax over a row. For a yes or no by one logit z, the row is 0, z: the same probabilities. */
  readonly width: number;
  /** Shape [count, width]. */
  readonly logits: Float64Array;
  /** Shape [count]. */
  readonly labels: Int32Array;
}

/** Null for a head that does not choose. */
export function labelledLogits(
  { configuration: { kind }, logitsWidth }: Head,
  logits: Float32Array,
  targets: HeadTargets,
): LabelledLogits | null {
  if (kind === 'multi-class') return ofClasses(logits, logitsWidth, targets);
  return kind === 'binary' || kind === 'multi-label' ? ofYesAndNo(logits, targets) : null;
}

function ofClasses(
  logits: Float32Array,
  width: number,
  { count, mask, values }: HeadTargets,
): LabelledLogits {
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) => mask[row]! > 0);
  return {
    width,
    logits: Float64Array.from(rows.flatMap((row) => [...logits.subarray(row * width, (row + 1) * width)])),
    labels: Int32Array.from(rows, (row) => values.subarray(row * width, (row + 1) * width).indexOf(1)),
  };
}

function ofYesAndNo(logits: Float32Array, { mask, values }: HeadTargets): LabelledLogits {
  const elements = Array.from(mask, (_, element) => element).filter((element) => mask[element]! > 0);
  return {
    width: 2,
    logits: Float64Array.from(elements.flatMap((element) => [0, logits[element]!])),
    labels: Int32Array.from(elements, (element) => values[element]!),
  };
}
