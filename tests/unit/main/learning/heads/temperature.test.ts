import { describe, expect, it } from 'vitest';
import type { LabelledLogits } from '../../../../../src/main/learning/heads/labelledLogits';
import { Random } from '../../../../../src/main/learning/random';
import {
  choicesAt,
  crossEntropyAt,
  fitTemperature,
} from '../../../../../src/main/learning/heads/temperature';

/**
 * Logits of which the labels are drawn by softmax, then multiplied: a head that is `factor` times too sure of itself.
 * Its temperature is the factor.
 */
function tooSure(factor: number, width: number, count = 20_000): LabelledLogits {
  const random = Random.fromSeed(3, `${factor} ${width}`);
  const logits = new Float64Array(count * width);
  const labels = new Int32Array(count);
  for (let element = 0; element < count; element += 1) {
    const row = Array.from({ length: width }, () => random.between(-2, 2));
    const powers = row.map(Math.exp);
    let left = random.between(0, 1) * powers.reduce((sum, power) => sum + power, 0);
    let label = 0;
    while (label < width - 1 && left > powers[label]!) left -= powers[label++]!;
    labels[element] = label;
    row.forEach((logit, index) => (logits[element * width + index] = logit * factor));
  }
  return { width, logits, labels };
}

describe('fitTemperature', () => {
  it.each([
    [3, 2],
    [3, 5],
    [1, 3],
    [0.4, 4],
  ])('finds how many times a head is too sure of itself: %d, of %d values', (factor, width) => {
    expect(fitTemperature(tooSure(factor, width)) / factor).toBeCloseTo(1, 1);
  });

  it('has the closed form where every row is alike: right in four of five, by a logit of 3', () => {
    // softmax says 0.8 at 3 / T = ln 4.
    const labelled = {
      width: 2,
      logits: Float64Array.from({ length: 10 }, (_, index) => (index % 2) * 3),
      labels: Int32Array.of(1, 1, 1, 1, 0),
    };
    expect(fitTemperature(labelled)).toBeCloseTo(3 / Math.log(4), 9);
  });

  it('stays finite where the labels would have it infinitely sure, or say the opposite', () => {
    const logits = Float64Array.of(0, 3, 0, 3);
    expect(fitTemperature({ width: 2, logits, labels: Int32Array.of(1, 1) })).toBeCloseTo(0.05, 6);
    expect(fitTemperature({ width: 2, logits, labels: Int32Array.of(0, 0) })).toBeCloseTo(20, 6);
  });
});

describe('crossEntropyAt', () => {
  it('is the mean of what the labels’ probabilities are short of, also of logits beyond all exponentials', () => {
    const labelled = {
      width: 2,
      logits: Float64Array.of(0, Math.log(3), 0, Math.log(3)),
      labels: Int32Array.of(1, 0),
    };
    expect(crossEntropyAt(labelled, 1)).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 12);
    expect(crossEntropyAt(labelled, 2)).toBeCloseTo(
      Math.log(1 + Math.sqrt(3)) - Math.log(Math.sqrt(3)) / 2,
      12,
    );
    const far = { width: 2, logits: Float64Array.of(0, 2000), labels: Int32Array.of(0) };
    expect(crossEntropyAt(far, 1)).toBeCloseTo(2000, 6);
  });
});

describe('choicesAt', () => {
  it('says how sure each choice is, and whether it is right: the first of several highest', () => {
    const labelled = {
      width: 3,
      logits: Float64Array.of(0, Math.log(4), 0, 1000, 1000, -1000),
      labels: Int32Array.of(1, 1),
    };
    const { confidence, isRight } = choicesAt(labelled, 1);
    expect([...confidence]).toEqual([expect.closeTo(4 / 6, 12), expect.closeTo(0.5, 12)]);
    expect([...isRight]).toEqual([1, 0]);
    expect(choicesAt(labelled, 2).confidence[0]).toBeCloseTo(2 / 4, 12);
  });
});
