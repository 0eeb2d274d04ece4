/**
 * The metrics written down a second time, as their definitions read and by loops over pairs of label and answer,
 * to hold the heads against. Nothing here is shared with the code it checks.
 */
export interface Pair {
  readonly label: number;
  readonly probability: number;
}

const count = (pairs: readonly Pair[], is: (pair: Pair) => boolean): number => pairs.filter(is).length;
const divided = (numerator: number, denominator: number): number =>
  denominator === 0 ? 0 : numerator / denominator;
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** `tf.metrics.auc`'s thresholds: 198 evenly spaced inside, and one just outside each end. */
const thresholds = [
  -1e-7,
  ...Array.from({ length: 198 }, (_, index) => (index + 1) / 199),
  1 + 1e-7,
] as const;

function countsAt(
  pairs: readonly Pair[],
  threshold: number,
): { tp: number; fp: number; tn: number; fn: number } {
  return {
    tp: count(pairs, ({ label, probability }) => label === 1 && probability > threshold),
    fn: count(pairs, ({ label, probability }) => label === 1 && !(probability > threshold)),
    fp: count(pairs, ({ label, probability }) => label === 0 && probability > threshold),
    tn: count(pairs, ({ label, probability }) => label === 0 && !(probability > threshold)),
  };
}

/** metrics_impl.py: compute_auc(tp, fn, tn, fp) for curve='ROC', trapezoids. */
export function rocArea(pairs: readonly Pair[]): number {
  const epsilon = 1e-6;
  const points = thresholds.map((threshold) => {
    const { tp, fp, tn, fn } = countsAt(pairs, threshold);
    return { x: fp / (fp + tn + epsilon), y: (tp + epsilon) / (tp + fn + epsilon) };
  });
  let area = 0;
  for (let index = 0; index + 1 < points.length; index += 1) {
    const [first, second] = [points[index]!, points[index + 1]!];
    area += (first.x - second.x) * ((first.y + second.y) / 2);
  }
  return area;
}

/** metrics_impl.py: interpolate_pr_auc(tp, fp, fn), term by term. */
export function precisionRecallArea(pairs: readonly Pair[]): number {
  let area = 0;
  for (let index = 0; index + 1 < thresholds.length; index += 1) {
    const lower = countsAt(pairs, thresholds[index]!);
    const upper = countsAt(pairs, thresholds[index + 1]!);
    const [p, q] = [lower.tp + lower.fp, upper.tp + upper.fp];
    const slope = divided(lower.tp - upper.tp, p - q);
    const intercept = upper.tp - slope * q;
    const ratio = p > 0 && q > 0 ? p / q : 1;
    area += divided(slope * (lower.tp - upper.tp + intercept * Math.log(ratio)), upper.tp + upper.fn);
  }
  return area;
}

export interface ByClass {
  readonly label: number;
  readonly answer: number;
}

export function accuracyOf(pairs: readonly ByClass[]): number {
  return meanOf(pairs.map(({ label, answer }) => (label === answer ? 1 : 0)));
}

export function recallOf(pairs: readonly ByClass[], wanted: number): number {
  const own = pairs.filter(({ label }) => label === wanted);
  return divided(own.filter(({ answer }) => answer === wanted).length, own.length);
}

export function precisionOf(pairs: readonly ByClass[], wanted: number): number {
  const own = pairs.filter(({ answer }) => answer === wanted);
  return divided(own.filter(({ label }) => label === wanted).length, own.length);
}

/** Harmonic mean of precision and recall. */
export function f1Of(pairs: readonly ByClass[], wanted: number): number {
  const [precision, recall] = [precisionOf(pairs, wanted), recallOf(pairs, wanted)];
  return divided(2 * precision * recall, precision + recall);
}

/** Mean recall over the classes that are labelled. */
export function balancedAccuracyOf(pairs: readonly ByClass[], classes: number): number {
  const labelled = classNumbers(classes).filter((own) => pairs.some(({ label }) => label === own));
  return meanOf(labelled.map((own) => recallOf(pairs, own)));
}

/** Mean F1 over the classes that are labelled or answered. */
export function macroF1Of(pairs: readonly ByClass[], classes: number): number {
  const seen = classNumbers(classes).filter((own) =>
    pairs.some(({ label, answer }) => label === own || answer === own),
  );
  return meanOf(seen.map((own) => f1Of(pairs, own)));
}

function classNumbers(classes: number): number[] {
  return Array.from({ length: classes }, (_, index) => index);
}

/** −ln of the probability that a softmax gives the label. */
export function softmaxLoss(logits: readonly number[], label: number): number {
  const powers = logits.map(Math.exp);
  return -Math.log(powers[label]! / powers.reduce((sum, power) => sum + power, 0));
}

/** −ln of the likelihood of a label (0…1) under a Bernoulli of probability σ(logit). */
export function logisticLoss(logit: number, label: number): number {
  const probability = 1 / (1 + Math.exp(-logit));
  return -(label * Math.log(probability) + (1 - label) * Math.log(1 - probability));
}

/** −ln of the likelihood of a count under a Poisson of rate exp(logit): with the exact ln(k!). */
export function poissonLoss(logit: number, occurrences: number): number {
  let logFactorial = 0;
  for (let factor = 2; factor <= occurrences; factor += 1) logFactorial += Math.log(factor);
  return Math.exp(logit) - occurrences * logit + logFactorial;
}
