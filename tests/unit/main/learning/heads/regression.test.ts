import { describe, expect, it } from 'vitest';
import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { context, facesOf } from './sample';

const head = (kind: HeadKind, change: Partial<HeadConfiguration> = {}) =>
  createHead(
    { name: 'head', kind, target: { from: 'attribute', attribute: 'wrinkles' }, weight: 1, ...change },
    context,
  );
const unlabelled = Number.NaN;

describe('the regression head', () => {
  const faces = facesOf(3, { wrinkles: [1, 5, unlabelled] });
  const logits = Float32Array.of(2, 2, 100);

  it('predicts its logits', () => {
    expect(head('regression').predictions(logits, faces)).toEqual({ predictions: logits });
  });

  it('reports loss, root mean squared error and means', () => {
    const { metrics, outputs } = head('regression').evaluate(logits, faces, 2);
    expect(metrics).toEqual({
      average_loss: 5,
      loss: 5,
      rmse: expect.closeTo(Math.sqrt(5), 12),
      'label/mean': 3,
      'prediction/mean': 2,
    });
    expect([...outputs.values]).toEqual([2, 2, 100]);
    expect([...outputs.losses]).toEqual([1, 9, unlabelled]);
    expect([...outputs.errors]).toEqual([1, 3, unlabelled]);
  });

  it('scales its loss, and not its error', () => {
    const { metrics } = head('regression', { loss: 'smooth-l1', lossScale: 10 }).evaluate(logits, faces, 64);
    expect(metrics['average_loss']).toBeCloseTo((9.5 + 29.5) / 2, 9);
    expect(metrics['rmse']).toBeCloseTo(Math.sqrt(5), 12);
  });
});

describe('the Poisson head', () => {
  const faces = facesOf(2, { wrinkles: [3, 1] });
  const logits = Float32Array.of(Math.log(2), 0);

  it('predicts the expected count', () => {
    const { predictions } = head('poisson').predictions(logits, faces);
    expect([...predictions!]).toEqual([expect.closeTo(2, 6), 1]);
  });

  it('reports the negative log likelihood, with Stirling’s approximation as TensorFlow', () => {
    const { metrics } = head('poisson').evaluate(logits, faces, 64);
    const stirling = 3 * Math.log(3) - 3 + 0.5 * Math.log(6 * Math.PI);
    expect(metrics['average_loss']).toBeCloseTo((2 - 3 * Math.log(2) + stirling + 1) / 2, 6);
    expect(stirling).toBeCloseTo(Math.log(6), 1);
  });
});

describe('the logistic regression head', () => {
  it('predicts a share, and reports its cross-entropy', () => {
    const faces = facesOf(1, { wrinkles: [0.25] });
    const logits = Float32Array.of(0);
    const logistic = head('logistic-regression');
    expect([...logistic.predictions(logits, faces)['predictions']!]).toEqual([0.5]);
    expect(logistic.evaluate(logits, faces, 1).metrics).toEqual({
      average_loss: expect.closeTo(Math.log(2), 12),
      loss: expect.closeTo(Math.log(2), 12),
    });
  });
});
