import { describe, expect, it } from 'vitest';
import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { context, facesOf } from './sample';

const head = (kind: HeadKind, attribute: string) =>
  createHead({ name: attribute, kind, target: { from: 'attribute', attribute }, weight: 1 }, context);
const close = (values: readonly number[], digits = 6) => values.map((value) => expect.closeTo(value, digits));
const unlabelled = Number.NaN;

describe('the binary head', () => {
  const smile = head('binary', 'smile');
  const logits = Float32Array.of(2, -1, 0.5, 3);
  const faces = facesOf(4, { smile: [1, 1, 0, unlabelled] });
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

  it('names its predictions as TensorFlow does', () => {
    const predictions = smile.predictions(logits, faces);
    expect(Object.keys(predictions).sort()).toEqual([
      'class_ids',
      'classes',
      'logistic',
      'logits',
      'probabilities',
    ]);
    expect([...predictions['logistic']!]).toEqual(close([2, -1, 0.5, 3].map(sigmoid)));
    expect([...predictions['probabilities']!].slice(0, 4)).toEqual(
      close([sigmoid(-2), sigmoid(2), sigmoid(1), sigmoid(-1)]),
    );
    expect([...predictions['class_ids']!]).toEqual([1, 0, 1, 1]);
    expect(predictions['classes']).toEqual(['yes', 'no', 'yes', 'yes']);
  });

  it('calls a logit of 0 class 0', () => {
    expect([...smile.predictions(Float32Array.of(0), facesOf(1, {}))['class_ids']!]).toEqual([0]);
  });

  it('scores the labelled faces', () => {
    const { metrics, confusion, outputs } = smile.evaluate(logits, faces, 2);
    const losses = [Math.log1p(Math.exp(-2)), Math.log1p(Math.exp(1)), Math.log1p(Math.exp(0.5))];
    const sum = losses.reduce((total, loss) => total + loss, 0);
    expect(metrics).toEqual({
      accuracy: expect.closeTo(1 / 3, 9),
      accuracy_baseline: expect.closeTo(2 / 3, 9),
      precision: 1 / 2,
      recall: 1 / 2,
      auc: expect.closeTo(1 / 2, 4),
      auc_precision_recall: expect.any(Number),
      balanced_accuracy: 1 / 4,
      macro_f1: 1 / 4,
      'label/mean': expect.closeTo(2 / 3, 9),
      'prediction/mean': expect.closeTo((sigmoid(2) + sigmoid(-1) + sigmoid(0.5)) / 3, 9),
      average_loss: expect.closeTo(sum / 3, 9),
      loss: expect.closeTo(sum / 2, 9),
    });
    expect(confusion).toEqual({
      values: ['no', 'yes'],
      counts: [
        [0, 1],
        [1, 1],
      ],
    });
    expect(outputs).toMatchObject({ kind: 'binary', width: 1 });
    expect([...outputs.errors]).toEqual([0, 1, 1, unlabelled]);
    expect([...outputs.losses]).toEqual([...close(losses), unlabelled]);
  });
});

describe('the multi-class head', () => {
  const pose = head('multi-class', 'pose');
  const faces = facesOf(3, { pose: [2, 0, unlabelled] });
  const logits = Float32Array.of(0, 0, Math.log(4), 0, 0, 0, 0, 0, 0, Math.log(4), 1, 2, 3, 4, 5);

  it('names its predictions as TensorFlow does', () => {
    const predictions = pose.predictions(logits, faces);
    expect(Object.keys(predictions).sort()).toEqual(['class_ids', 'classes', 'logits', 'probabilities']);
    expect([...predictions['probabilities']!].slice(0, 5)).toEqual(
      close([1 / 8, 1 / 8, 1 / 2, 1 / 8, 1 / 8]),
    );
    expect([...predictions['class_ids']!]).toEqual([2, 4, 4]);
    expect(predictions['classes']).toEqual(['frontal', 'right_profile', 'right_profile']);
  });

  it('scores the labelled faces, each face being one element of its loss', () => {
    const { metrics, confusion, outputs } = pose.evaluate(logits, faces, 64);
    expect(metrics).toEqual({
      accuracy: 1 / 2,
      balanced_accuracy: 1 / 2,
      macro_f1: expect.closeTo(1 / 3, 9),
      average_loss: expect.closeTo((Math.log(2) + Math.log(8)) / 2, 6),
      loss: expect.closeTo(Math.log(2) + Math.log(8), 6),
    });
    expect(confusion?.counts[0]).toEqual([0, 0, 0, 0, 1]);
    expect(confusion?.counts[2]).toEqual([0, 0, 1, 0, 0]);
    expect([...outputs.errors]).toEqual([0, 1, unlabelled]);
    expect(outputs.width).toBe(5);
  });

  it('keeps its loss and probabilities finite for huge logits', () => {
    const far = Float32Array.of(-5000, 5000, 0, 0, 0);
    const one = facesOf(1, { pose: [0] });
    expect(pose.evaluate(far, one, 1).metrics['average_loss']).toBe(10000);
    expect([...pose.outputs(far, one).values]).toEqual([0, 1, 0, 0, 0]);
  });
});

describe('the multi-label head', () => {
  const worn = head('multi-label', 'worn');
  const faces = facesOf(2, { worn: [1, 0, unlabelled, 1, 1, unlabelled] });
  const logits = Float32Array.of(2, -2, 9, -1, 1, 9);

  it('names its predictions as TensorFlow does', () => {
    expect(Object.keys(worn.predictions(logits, faces)).sort()).toEqual(['logits', 'probabilities']);
  });

  it('scores each tag that is labelled', () => {
    const { metrics, confusion, outputs } = worn.evaluate(logits, faces, 64);
    const losses = [-2, -2, 1, -1].map((x) => Math.log1p(Math.exp(x)));
    expect(metrics).toEqual({
      auc: expect.closeTo(1, 4),
      'precision/hat': 1,
      'recall/hat': 1 / 2,
      'precision/scarf': 1,
      'recall/scarf': 1,
      balanced_accuracy: expect.closeTo(3 / 4, 9),
      macro_f1: expect.closeTo((2 / 3 + 1) / 2, 9),
      average_loss: expect.closeTo(losses.reduce((total, loss) => total + loss, 0) / 4, 6),
      loss: expect.closeTo(
        losses.reduce((total, loss) => total + loss, 0),
        6,
      ),
    });
    expect(confusion).toBeNull();
    expect([...outputs.errors]).toEqual([0, 1 / 2]);
  });
});

it('refuses weights and scales that make no loss', () => {
  const bad = (change: Partial<HeadConfiguration>) => () =>
    createHead(
      {
        name: 'age',
        kind: 'regression',
        target: { from: 'attribute', attribute: 'age' },
        weight: 1,
        ...change,
      },
      context,
    );
  expect(bad({ weight: -1 })).toThrow(/weight/);
  expect(bad({ weight: Number.NaN })).toThrow(/weight/);
  expect(bad({ weight: Number.POSITIVE_INFINITY })).toThrow(/weight/);
  expect(bad({ lossScale: 0 })).toThrow(/loss scale/);
  expect(bad({ weight: 0 })).not.toThrow();
});
