import { describe, expect, it } from 'vitest';
import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import type { HeadEvaluation } from '../../../../../src/main/learning/heads/head';
import { Random } from '../../../../../src/main/learning/random';
import {
  accuracyOf,
  balancedAccuracyOf,
  f1Of,
  logisticLoss,
  macroF1Of,
  meanOf,
  poissonLoss,
  precisionOf,
  precisionRecallArea,
  recallOf,
  rocArea,
  softmaxLoss,
} from './references';
import { context, facesOf, shape } from './sample';

const count = 200;
const batchSize = 64;
const batches = 4;
const unlabelled = Number.NaN;
const random = Random.fromSeed(1, 'formulas');

const head = (kind: HeadKind, target: HeadConfiguration['target'], change: Partial<HeadConfiguration> = {}) =>
  createHead({ name: 'head', kind, target, weight: 1, ...change }, context);
const attribute = (id: string): HeadConfiguration['target'] => ({ from: 'attribute', attribute: id });

/** Labels of which one in five is missing. */
const labels = (length: number, draw: () => number): number[] =>
  Array.from({ length }, () => (random.uniform() < 0.2 ? unlabelled : draw()));
const normals = (length: number, deviation: number): Float32Array =>
  Float32Array.from({ length }, () => deviation * random.normal());
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

interface Element {
  readonly label: number;
  readonly logit: number;
}

/** The labelled elements, label beside logit. */
function elementsOf(ofLabels: readonly number[], logits: Float32Array): Element[] {
  return ofLabels.flatMap((label, index) => (Number.isNaN(label) ? [] : [{ label, logit: logits[index]! }]));
}

const probabilitiesOf = (elements: readonly Element[]) =>
  elements.map(({ label, logit }) => ({ label, probability: sigmoid(logit) }));
const answersOf = (elements: readonly Element[]) =>
  elements.map(({ label, logit }) => ({ label, answer: logit > 0 ? 1 : 0 }));

function expectLosses({ metrics }: HeadEvaluation, losses: readonly number[], digits = 6): void {
  expect(losses.length).toBeGreaterThan(100);
  const sum = losses.reduce((total, loss) => total + loss, 0);
  expect(metrics['average_loss']).toBeCloseTo(sum / losses.length, digits);
  expect(metrics['loss']! / (sum / batches)).toBeCloseTo(1, digits);
}

it('binary classification', () => {
  const smiles = labels(count, () => (random.uniform() < 0.3 ? 1 : 0));
  // Better than chance, so that the areas are not all one half.
  const logits = normals(count, 2).map((value, face) => value + (smiles[face] === 1 ? 1.5 : 0));
  const faces = facesOf(count, { smile: smiles });
  const evaluation = head('binary', attribute('smile')).evaluate(logits, faces, batchSize);
  const elements = elementsOf(smiles, logits);
  const [pairs, answers] = [probabilitiesOf(elements), answersOf(elements)];
  const share = meanOf(elements.map(({ label }) => label));
  expectLosses(
    evaluation,
    elements.map(({ label, logit }) => logisticLoss(logit, label)),
  );
  const expected = {
    accuracy: accuracyOf(answers),
    accuracy_baseline: Math.max(share, 1 - share),
    precision: precisionOf(answers, 1),
    recall: recallOf(answers, 1),
    auc: rocArea(pairs),
    auc_precision_recall: precisionRecallArea(pairs),
    balanced_accuracy: balancedAccuracyOf(answers, 2),
    macro_f1: macroF1Of(answers, 2),
    'label/mean': share,
    'prediction/mean': meanOf(pairs.map(({ probability }) => probability)),
  };
  expect(evaluation.metrics).toEqual({
    ...Object.fromEntries(
      Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 9) as number]),
    ),
    average_loss: expect.any(Number) as number,
    loss: expect.any(Number) as number,
  });
  expect(evaluation.metrics['auc']).toBeGreaterThan(0.6);
});

it('multi-class classification', () => {
  const poses = labels(count, () => Math.min(4, random.integer(8)));
  const logits = normals(count * 5, 2);
  const faces = facesOf(count, { pose: poses });
  const evaluation = head('multi-class', attribute('pose')).evaluate(logits, faces, batchSize);
  const rows = poses.flatMap((label, face) =>
    Number.isNaN(label) ? [] : [{ label, logits: [...logits.subarray(face * 5, face * 5 + 5)] }],
  );
  const answers = rows.map(({ label, logits: row }) => ({ label, answer: row.indexOf(Math.max(...row)) }));
  expectLosses(
    evaluation,
    rows.map((row) => softmaxLoss(row.logits, row.label)),
  );
  expect(evaluation.metrics).toMatchObject({
    accuracy: expect.closeTo(accuracyOf(answers), 9) as number,
    balanced_accuracy: expect.closeTo(balancedAccuracyOf(answers, 5), 9) as number,
    macro_f1: expect.closeTo(macroF1Of(answers, 5), 9) as number,
  });
  for (let label = 0; label < 5; label += 1) {
    for (let answer = 0; answer < 5; answer += 1) {
      const cell = answers.filter((pair) => pair.label === label && pair.answer === answer).length;
      expect(evaluation.confusion!.counts[label]![answer]).toBe(cell);
    }
  }
});

it('multi-label classification, tag by tag', () => {
  const worn = labels(count * 3, () => random.integer(2));
  const logits = normals(count * 3, 2);
  const evaluation = head('multi-label', attribute('worn')).evaluate(
    logits,
    facesOf(count, { worn }),
    batchSize,
  );
  const all = elementsOf(worn, logits);
  expectLosses(
    evaluation,
    all.map(({ label, logit }) => logisticLoss(logit, label)),
  );
  expect(evaluation.metrics['auc']).toBeCloseTo(rocArea(probabilitiesOf(all)), 9);
  const tags = ['hat', 'scarf', 'mask'].map((tag, column) => {
    const isTag = (_: number, index: number): boolean => index % 3 === column;
    return { tag, answers: answersOf(elementsOf(worn.filter(isTag), logits.filter(isTag))) };
  });
  for (const { tag, answers } of tags) {
    expect(evaluation.metrics[`precision/${tag}`]).toBeCloseTo(precisionOf(answers, 1), 9);
    expect(evaluation.metrics[`recall/${tag}`]).toBeCloseTo(recallOf(answers, 1), 9);
  }
  expect(evaluation.metrics['balanced_accuracy']).toBeCloseTo(
    meanOf(tags.map(({ answers }) => balancedAccuracyOf(answers, 2))),
    9,
  );
  expect(evaluation.metrics['macro_f1']).toBeCloseTo(meanOf(tags.map(({ answers }) => f1Of(answers, 1))), 9);
});

describe('regression', () => {
  const ages = labels(count, () => 40 + 20 * random.normal());
  const logits = normals(count, 30).map((value) => value + 40);
  const faces = facesOf(count, { age: ages });
  const elements = elementsOf(
    // As the table stores them.
    [...Float32Array.from(ages)],
    logits,
  );
  const distances = elements.map(({ label, logit }) => Math.abs(label - logit));

  it('by squared error', () => {
    const evaluation = head('regression', attribute('age')).evaluate(logits, faces, batchSize);
    expectLosses(
      evaluation,
      distances.map((distance) => distance ** 2),
    );
    expect(evaluation.metrics).toMatchObject({
      rmse: expect.closeTo(Math.sqrt(meanOf(distances.map((distance) => distance ** 2))), 9) as number,
      'label/mean': expect.closeTo(meanOf(elements.map(({ label }) => label)), 9) as number,
      'prediction/mean': expect.closeTo(meanOf(elements.map(({ logit }) => logit)), 9) as number,
    });
  });

  it('by smooth L1, scaled', () => {
    const evaluation = head('regression', attribute('age'), { loss: 'smooth-l1', lossScale: 0.05 }).evaluate(
      logits,
      faces,
      batchSize,
    );
    const scaled = distances.map((distance) => 0.05 * distance);
    expect(scaled.some((distance) => distance < 1) && scaled.some((distance) => distance > 1)).toBe(true);
    expectLosses(
      evaluation,
      scaled.map((distance) => (distance < 1 ? distance ** 2 / 2 : distance - 1 / 2)),
    );
  });
});

it('Poisson regression, but for Stirling’s approximation of ln(k!)', () => {
  const counts = labels(count, () => random.integer(9));
  const logits = normals(count, 1);
  const poisson = head('poisson', attribute('wrinkles'));
  const { metrics, outputs } = poisson.evaluate(logits, facesOf(count, { wrinkles: counts }), batchSize);
  const elements = elementsOf(counts, logits);
  // Stirling's approximation is low by at most 1/(12 k): by 0.042 for two, 0.01 for eight.
  const exact = elements.map(({ label, logit }) => poissonLoss(logit, label));
  const shortfall = meanOf(exact) - metrics['average_loss']!;
  expect(shortfall).toBeGreaterThan(0);
  expect(shortfall).toBeLessThan(0.042);
  // Of none and of one the likelihood is exact.
  counts.forEach((label, face) => {
    if (label <= 1) expect(outputs.losses[face]).toBeCloseTo(poissonLoss(logits[face]!, label), 4);
  });
  expect(metrics['loss']).toBeCloseTo((metrics['average_loss']! * elements.length) / batches, 9);
});

it('logistic regression on shares', () => {
  const shares = labels(count, () => random.uniform());
  const logits = normals(count, 2);
  const evaluation = head('logistic-regression', attribute('age')).evaluate(
    logits,
    facesOf(count, { age: shares }),
    batchSize,
  );
  expectLosses(
    evaluation,
    elementsOf(shares, logits).map(({ label, logit }) => logisticLoss(logit, label)),
  );
});

it('landmarks, by the pixels of the image', () => {
  const points = Array.from({ length: count }, () =>
    shape.map((pixel) => pixel + 5 * random.normal()),
  ).flat();
  const faces = facesOf(count, {}, points);
  faces.visibility.forEach((_, index) => {
    if (random.uniform() < 0.1) faces.visibility[index] = 0;
  });
  const stored = [...faces.points];
  const answers = stored.map((pixel) => pixel + 3 * random.normal());
  const logits = Float32Array.from(answers, (pixel, index) =>
    index % 2 === 0 ? (pixel - 10) / 100 : (pixel - 20) / 200,
  );
  const target = { from: 'landmarks', points: context.scheme.points.map(({ id }) => id) } as const;
  const { metrics, outputs } = head('landmarks', target).evaluate(logits, faces, batchSize);

  const errors = Array.from({ length: count }, (_, face) => {
    const at = (values: readonly number[], point: number): [number, number] => [
      values[face * 10 + 2 * point]!,
      values[face * 10 + 2 * point + 1]!,
    ];
    const distance = ([x, y]: [number, number], [a, b]: [number, number]): number => Math.hypot(x - a, y - b);
    const isLabelled = (point: number): boolean => faces.visibility[face * 5 + point]! > 0;
    if (!isLabelled(0) || !isLabelled(1)) return [];
    const eyes = distance(at(stored, 0), at(stored, 1));
    const own = [0, 1, 2, 3, 4].filter(isLabelled);
    return [meanOf(own.map((point) => distance(at(stored, point), at(answers, point)) / eyes))];
  }).flat();
  expect(metrics).toMatchObject({
    nme: expect.closeTo(meanOf(errors), 5) as number,
    failure_rate: errors.filter((error) => error > 0.1).length / errors.length,
    auc: expect.closeTo(meanOf(errors.map((error) => Math.max(0, 0.1 - error) / 0.1)), 4) as number,
    failure_threshold: 0.1,
  });
  expect(metrics['failure_rate']).toBeGreaterThan(0);
  expect([...outputs.errors].filter((error) => !Number.isNaN(error))).toHaveLength(errors.length);
  const withoutEyes = Array.from({ length: count }, (_, face) => face).filter((face) => {
    const own = faces.visibility.subarray(face * 5, face * 5 + 5);
    return own.some((value) => value > 0) && (own[0] === 0 || own[1] === 0);
  });
  expect(metrics['unscored_faces']).toBe(withoutEyes.length);
});
