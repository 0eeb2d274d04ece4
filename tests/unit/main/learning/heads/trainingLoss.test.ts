import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { elementLosses } from '../../../../../src/main/learning/heads/elementLosses';
import type { Head } from '../../../../../src/main/learning/heads/head';
import { readTargets, type HeadTargets } from '../../../../../src/main/learning/heads/targets';
import { trainingLoss, type TargetBatch } from '../../../../../src/main/learning/heads/trainingLoss';
import { context, facesOf, shape } from './sample';

const unlabelled = Number.NaN;
/** Four faces; the third has no label at all, and the second lacks its nose and one tag. */
const faces = facesOf(
  4,
  {
    smile: [1, 0, unlabelled, 1],
    pose: [2, 0, unlabelled, 4],
    age: [0.25, 1, unlabelled, 0],
    wrinkles: [3, 0, unlabelled, 7],
    worn: [1, 0, 1, 0, unlabelled, 1, unlabelled, unlabelled, unlabelled, 0, 0, 1],
  },
  [...shape, ...shape.map((value) => value + 3), ...shape, ...shape.map((value) => value * 1.1)],
);
faces.visibility.fill(0, 10, 15);
faces.visibility[7] = 0;

const attribute = (id: string) => ({ from: 'attribute', attribute: id }) as const;
const points = { from: 'landmarks', points: context.scheme.points.map((point) => point.id) } as const;
const configurations: readonly HeadConfiguration[] = [
  { name: 'squared', kind: 'landmarks', target: points, weight: 1, lossScale: 3 },
  { name: 'smooth', kind: 'landmarks', target: points, weight: 0.5, loss: 'smooth-l1', lossScale: 4 },
  { name: 'regression', kind: 'regression', target: attribute('age'), weight: 2 },
  { name: 'binary', kind: 'binary', target: attribute('smile'), weight: 1 },
  { name: 'classes', kind: 'multi-class', target: attribute('pose'), weight: 0.3 },
  { name: 'tags', kind: 'multi-label', target: attribute('worn'), weight: 1, lossReduction: 'sum' },
  { name: 'poisson', kind: 'poisson', target: attribute('wrinkles'), weight: 0.1 },
  { name: 'logistic', kind: 'logistic-regression', target: attribute('age'), weight: 1 },
];
const heads = configurations.map((configuration) => createHead(configuration, context));
const targets = heads.map((head) => readTargets(head.targetReader(faces), faces, context));
/** Spread over −1.5…1.5, on both sides of smooth L1's bend. */
const logits = heads.map((head) =>
  Float32Array.from(
    { length: faces.count * head.logitsWidth },
    (_, index) => 1.5 * Math.sin(index * 2.3 + 1),
  ),
);

beforeAll(async () => {
  await tf.setBackend('wasm');
});

function batchOf(head: HeadTargets, isMasked = true): TargetBatch {
  return {
    values: tf.tensor2d(head.values, [head.count, head.targetWidth]),
    mask: isMasked ? tf.tensor2d(head.mask, [head.count, head.elementsPerFace]) : null,
    labelledElements: head.labelledElements,
  };
}

function logitsTensor(head: Head, values: Float32Array): tf.Tensor2D {
  return tf.tensor2d(values, [values.length / head.logitsWidth, head.logitsWidth]);
}

/** The same loss in float64. */
function expectedLoss(index: number, values = logits[index]!): number {
  const head = targets[index]!;
  const losses = elementLosses(heads[index]!.loss, values, head);
  const sum = losses.reduce((total, loss, element) => (head.mask[element] ? total + loss : total), 0);
  return configurations[index]!.lossReduction === 'sum' ? sum : sum / head.labelledElements;
}

/** Each head's loss, with nothing left behind. */
function byHeadOf(...[ofHeads, inputs, batches]: Parameters<typeof trainingLoss>): number[] {
  const { total, byHead } = trainingLoss(ofHeads, inputs, batches);
  const losses = [...byHead.dataSync()];
  tf.dispose([total, byHead]);
  return losses;
}

function lossesOnTensors(): { total: number; byHead: number[]; gradients: Float32Array[] } {
  return tf.tidy(() => {
    const batches = targets.map((head) => batchOf(head));
    const inputs = heads.map((head, index) => logitsTensor(head, logits[index]!));
    let total = Number.NaN;
    const gradients = tf.grads((...variables: tf.Tensor[]) => {
      const loss = trainingLoss(heads, variables as tf.Tensor2D[], batches);
      total = loss.total.dataSync()[0]!;
      loss.byHead.dispose();
      return loss.total;
    })(inputs);
    return {
      total,
      byHead: byHeadOf(heads, inputs, batches),
      gradients: gradients.map((gradient) => gradient.dataSync() as Float32Array),
    };
  });
}

describe('the loss of every kind of head', () => {
  it.each(configurations.map(({ name }, index) => ({ name, index })))(
    'of $name is what evaluation computes in float64, without the unlabelled',
    ({ index }) => {
      expect(lossesOnTensors().byHead[index]).toBeCloseTo(expectedLoss(index), 4);
    },
  );

  it('is weighted into the sum', () => {
    const expected = configurations.reduce((sum, { weight }, index) => sum + weight * expectedLoss(index), 0);
    expect(lossesOnTensors().total).toBeCloseTo(expected, 3);
  });

  it.each(configurations.map(({ name, weight }, index) => ({ name, weight, index })))(
    'of $name has the gradient of numeric differentiation',
    ({ weight, index }) => {
      const gradient = lossesOnTensors().gradients[index]!;
      logits[index]!.forEach((logit, position) => {
        const above = logits[index]!.slice();
        const below = logits[index]!.slice();
        above[position] = logit + 1e-3;
        below[position] = logit - 1e-3;
        const rise = expectedLoss(index, above) - expectedLoss(index, below);
        const numeric = (weight * rise) / (above[position]! - below[position]!);
        // Smooth L1's second derivative jumps, so differences there are good to the step's size alone.
        expect(Math.abs(gradient[position]! - numeric)).toBeLessThan(5e-3 * Math.max(1, Math.abs(numeric)));
      });
    },
  );

  it('gives unlabelled elements no gradient', () => {
    const { gradients } = lossesOnTensors();
    targets.forEach((head, index) => {
      head.mask.forEach((labelled, element) => {
        const width = head.targetWidth / head.elementsPerFace;
        const own = gradients[index]!.subarray(element * width, (element + 1) * width);
        if (labelled === 0) expect(own.every((value) => value === 0)).toBe(true);
      });
    });
  });
});

it('needs no mask where every face is labelled', () => {
  const all = facesOf(2, { smile: [1, 0], pose: [2, 0] });
  const classifiers = [heads[3]!, heads[4]!];
  tf.tidy(() => {
    const read = classifiers.map((head) => readTargets(head.targetReader(all), all, context));
    const inputs = classifiers.map((head) =>
      logitsTensor(
        head,
        new Float32Array(2 * head.logitsWidth).map((_, index) => index / 3),
      ),
    );
    const losses = [true, false].map((isMasked) =>
      byHeadOf(
        classifiers,
        inputs,
        read.map((head) => batchOf(head, isMasked)),
      ),
    );
    expect(losses[1]).toEqual(losses[0]);
  });
});

it('is 0 with no gradient for a head that a batch has no label for', () => {
  const none = facesOf(2, {});
  tf.tidy(() => {
    const batches = heads.map((head) => batchOf(readTargets(head.targetReader(none), none, context)));
    const inputs = heads.map((head) => logitsTensor(head, new Float32Array(2 * head.logitsWidth).fill(0.7)));
    const gradients = tf.grads((...variables: tf.Tensor[]) => {
      return trainingLoss(heads, variables as tf.Tensor2D[], batches).total;
    })(inputs);
    expect(byHeadOf(heads, inputs, batches).map(Math.abs)).toEqual(heads.map(() => 0));
    for (const gradient of gradients) expect(gradient.dataSync().every((value) => value === 0)).toBe(true);
  });
});

it('stays finite where a softmax underflows', () => {
  const one = facesOf(1, { pose: [0] });
  const head = heads[4]!;
  tf.tidy(() => {
    const batch = batchOf(readTargets(head.targetReader(one), one, context), false);
    const far = logitsTensor(head, Float32Array.of(-500, 500, 0, 0, 0));
    const [gradient] = tf.grads(
      (input: tf.Tensor) => trainingLoss([head], [input as tf.Tensor2D], [batch]).total,
    )([far]);
    expect(byHeadOf([head], [far], [batch])[0]).toBeGreaterThan(80);
    expect([...gradient!.dataSync()].map((value) => value / 0.3)).toEqual([
      expect.closeTo(-1, 5),
      expect.closeTo(1, 5),
      0,
      0,
      0,
    ]);
  });
});

it.each(configurations.map(({ name }, index) => ({ name, index })))(
  'shows a NaN in the logits of $name as a NaN in its loss',
  ({ index }) => {
    tf.tidy(() => {
      const head = heads[index]!;
      const broken = logitsTensor(head, logits[index]!.slice().fill(Number.NaN));
      expect(byHeadOf([head], [broken], [batchOf(targets[index]!)])).toEqual([Number.NaN]);
    });
  },
);

it('leaves no tensor behind', () => {
  lossesOnTensors();
  const before = tf.memory().numTensors;
  lossesOnTensors();
  expect(tf.memory().numTensors).toBe(before);
});
