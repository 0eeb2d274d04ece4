import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { readTargets } from '../../../../src/main/learning/heads/targets';
import { trainingLoss, type TrainingLoss } from '../../../../src/main/learning/heads/trainingLoss';
import { imagesOf, Model } from '../../../../src/main/learning/model';
import { inferenceMode } from '../../../../src/main/learning/networks/network';
import { disposeStep, lossAndGradient } from '../../../../src/main/learning/optimizers/gradient';
import type { ParameterView } from '../../../../src/main/learning/parameters';
import { randomFaces } from '../../../../src/main/learning/pipeline/randomFaces';
import { Random } from '../../../../src/main/learning/random';
import { stepCase, type StepCase } from './backends/wholeStep';

const tutorial = presetConfiguration('tutorial', mtflTemplate);
const { teacher, ...studio } = presetConfiguration('studio', mtflTemplate);
const smallStudio: RunConfiguration = { ...studio, input: { ...studio.input, sizePx: 16 }, batchSize: 8 };

beforeAll(async () => {
  await startBackend('wasm');
});

describe('a model', () => {
  it.each([
    ['tutorial', tutorial, 212_436 + 100 * 2 + 2 + 100 * 5 + 5],
    ['studio', studio, 792_440 + 256 * 21 + 21],
  ] as const)('of the %s’s preset has its parameters', (_, configuration, count) => {
    const model = new Model(configuration, mtflTemplate);
    expect(model.parameters.trainableSize).toBe(count);
    model.dispose();
  });

  it('puts a layer of its own on the trunk for each head', () => {
    const model = new Model(smallStudio, mtflTemplate);
    const heads = model.signature.parameters.filter(({ name }) => name.startsWith('head/'));
    expect(heads.map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      'head/landmarks/weights 256×10',
      'head/landmarks/bias 10',
      'head/gender/weights 256×2',
      'head/gender/bias 2',
      'head/smile/weights 256×2',
      'head/smile/bias 2',
      'head/glasses/weights 256×2',
      'head/glasses/bias 2',
      'head/pose/weights 256×5',
      'head/pose/bias 5',
    ]);
    expect(model.signature).toMatchObject({
      network: 'studio',
      inputSizePx: 16,
      heads: ['landmarks', 'gender', 'smile', 'glasses', 'pose'],
    });
    model.dispose();
  });

  it('has a layer for its teacher behind them, and never answers with it', () => {
    const model = new Model({ ...smallStudio, ...(teacher && { teacher }) }, mtflTemplate);
    const alone = new Model(smallStudio, mtflTemplate);
    const { parameters, heads } = model.signature;
    expect(heads).toEqual(alone.signature.heads);
    expect(parameters.slice(-2).map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      'head/face-mesh/weights 256×110',
      'head/face-mesh/bias 110',
    ]);
    expect(parameters.slice(0, -2)).toEqual(alone.signature.parameters);
    const widths = (of: Model): number[] => {
      const { context } = of.multiHead;
      const batch = stepCase(smallStudio, context).batch;
      return tf.tidy(() => {
        const view = of.parameters.unpack(of.parameters.trainable);
        return of.logits(imagesOf(batch), view, inferenceMode).map(({ shape }) => shape[1]);
      });
    };
    expect(widths(model)).toEqual(widths(alone));
    model.dispose();
    alone.dispose();
  });

  it('starts its heads from the best constants where it is told to, and nothing else', async () => {
    const faces = randomFaces(smallStudio.input, mtflTemplate, 8, Random.fromSeed(3));
    const model = new Model(smallStudio, mtflTemplate);
    const before = await model.parameters.snapshot();
    model.startHeadsFromConstants(faces);
    const after = await model.parameters.snapshot();
    const expected = before.trainable.slice();
    for (const { name, offset } of model.parameters.layout) {
      const head = model.multiHead.heads.find((candidate) => name === `head/${candidate.name}/bias`);
      if (!head) continue;
      expected.set(head.constantLogits(readTargets(head.targetReader(faces), faces, mtflTemplate)), offset);
    }
    expect(expected).not.toEqual(before.trainable);
    expect(after).toEqual({ trainable: expected, state: before.state });
    model.dispose();
  });

  it('starts from its seed alone', async () => {
    const [first, second, other] = [1, 1, 2].map((seed) => new Model({ ...smallStudio, seed }, mtflTemplate));
    const snapshot = await first!.parameters.snapshot();
    expect(await second!.parameters.snapshot()).toEqual(snapshot);
    expect(await other!.parameters.snapshot()).not.toEqual(snapshot);
    for (const model of [first, second, other]) model!.dispose();
  });
});

/** The loss of a batch as training computes it, with dropout and by batch statistics. */
function lossOf(model: Model, { batch }: StepCase, view: ParameterView): TrainingLoss {
  const logits = model.logits(imagesOf(batch), view, { training: true, dropoutSeed: 7 });
  const targets = batch.heads.map((head) => ({
    values: tf.tensor2d(head.targets, [batch.rows, head.targetWidth]),
    mask: tf.tensor2d(head.mask, [batch.rows, head.elementsPerFace]),
    labelledElements: head.labelledElements[0]!,
  }));
  return trainingLoss(model.multiHead.heads, logits, targets);
}

// On one backend: the conformance test holds the other's gradient beside this one's.
describe('the gradient of a whole model', () => {
  it.each([
    ['tutorial', { ...tutorial, input: { ...studio.input, sizePx: 16 }, batchSize: 8, seed: 1 }],
    ['studio', { ...smallStudio, seed: 3 }],
  ] as const)('is the slope of its loss along every parameter (%s)', (_, configuration) => {
    const whole = stepCase(configuration, mtflTemplate);
    const model = new Model(configuration, mtflTemplate);
    const { parameters } = model;
    const values = Float32Array.from(parameters.trainable.dataSync<'float32'>());
    const step = lossAndGradient(parameters, (view) => {
      const { total, byHead } = lossOf(model, whole, view);
      return { loss: total, parts: { byHead } };
    });
    const loss = step.loss.dataSync()[0]!;
    const gradient = Float32Array.from(step.gradient.dataSync());
    disposeStep(step);
    const lossAt = (point: Float32Array): number =>
      tf.tidy(() => {
        const { total, byHead } = lossOf(model, whole, parameters.unpack(tf.tensor1d(point)));
        byHead.dispose();
        return total.dataSync()[0]!;
      });

    // Along its own gradient each parameter's slope is that gradient's length.
    for (const { name, offset, size } of parameters.layout.filter(({ kind }) => kind === 'trainable')) {
      const own = gradient.subarray(offset, offset + size);
      const length = Math.sqrt(own.reduce((sum, value) => sum + value ** 2, 0));
      // Far enough for the loss to change by more than its rounding.
      const distance = (5e-4 * loss) / length;
      const moved = (by: number): Float32Array => {
        const point = values.slice();
        own.forEach((value, index) => (point[offset + index]! += (by * value) / length));
        return point;
      };
      const slope = (lossAt(moved(distance)) - lossAt(moved(-distance))) / (2 * distance);
      expect(slope / length, name).toBeCloseTo(1, 1);
    }
    model.dispose();
  });
});
