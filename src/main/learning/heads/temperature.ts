import type { LabelledLogits } from './labelledLogits';

/** Bounds within which a network's own sureness has ever to be mended; a fit that wants more has nothing to go by. */
const [coldest, hottest] = [0.05, 20];
const halvings = 60;

/**
 * The temperature T of least cross-entropy of softmax(z / T) (Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern
 * Neural Networks", ICML 2017, section 4.2). The cross-entropy is convex in β = 1 / T, and its slope
 * Σ (E[z] − z_label) is sought for its zero by halving, in the logarithm of β.
 */
export function fitTemperature(labelled: LabelledLogits): number {
  let [low, high] = [Math.log(1 / hottest), Math.log(1 / coldest)];
  for (let round = 0; round < halvings; round += 1) {
    const middle = (low + high) / 2;
    if (slope(labelled, Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return 1 / Math.exp((low + high) / 2);
}

/** The mean of −log of the label's probability at a temperature; NaN of none. */
export function crossEntropyAt({ width, logits, labels }: LabelledLogits, temperature: number): number {
  let total = 0;
  labels.forEach((label, element) => {
    const row = logits.subarray(element * width, (element + 1) * width);
    const highest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((powers, logit) => powers + Math.exp((logit - highest) / temperature), 0);
    total += Math.log(sum) - (row[label]! - highest) / temperature;
  });
  return total / labels.length;
}

/** d(cross-entropy) / dβ at β: how much the expected logit is above the label's, summed over the elements. */
function slope({ width, logits, labels }: LabelledLogits, beta: number): number {
  let total = 0;
  labels.forEach((label, element) => {
    const row = logits.subarray(element * width, (element + 1) * width);
    const highest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    let sum = 0;
    let expected = 0;
    for (const logit of row) {
      const power = Math.exp(beta * (logit - highest));
      sum += power;
      expected += power * logit;
    }
    total += expected / sum - row[label]!;
  });
  return total;
}

/** Of each element how sure the choice is at a temperature, and whether it is the label; the first of several highest. */
export function choicesAt(
  { width, logits, labels }: LabelledLogits,
  temperature: number,
): { readonly confidence: Float64Array; readonly isRight: Uint8Array } {
  const confidence = new Float64Array(labels.length);
  const isRight = new Uint8Array(labels.length);
  labels.forEach((label, element) => {
    const row = logits.subarray(element * width, (element + 1) * width);
    let best = 0;
    for (let index = 1; index < width; index += 1) if (row[index]! > row[best]!) best = index;
    const sum = row.reduce((total, logit) => total + Math.exp((logit - row[best]!) / temperature), 0);
    confidence[element] = 1 / sum;
    isRight[element] = best === label ? 1 : 0;
  });
  return { confidence, isRight };
}
