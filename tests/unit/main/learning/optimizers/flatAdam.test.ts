import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { OptimizerConfiguration } from '@shared/learning/configuration';
import { FlatAdam } from '../../../../../src/main/learning/optimizers/flatAdam';
import { Random } from '../../../../../src/main/learning/random';
import { backendNames, onBackend } from '../backends/startedBackends';
import { normals, relativeError } from '../kernels/arrays';

const optimizer: OptimizerConfiguration = {
  kind: 'adam',
  learningRate: 0.001,
  schedule: { kind: 'constant' },
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const size = 50;
const steps = 300;
const initial = normals([size], 1);
const rateOf = (step: number): number => 0.01 * 0.99 ** step;

/** Gradients of very different sizes, some elements' always zero, as parameters' are. */
function gradientOf(step: number): Float32Array {
  const random = Random.fromSeed(step, 'gradients');
  return Float32Array.from({ length: size }, (_, index) =>
    index % 10 === 0 ? 0 : random.normal() * 10 ** ((index % 9) - 4),
  );
}

/**
 * Algorithm 1 of Kingma and Ba (ICLR 2015) in double precision, in the order of its section 2's last lines (as
 * TensorFlow has it): αₜ = α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), θ ← θ − αₜ·m/(√v + ε).
 */
function plainAdam(): { parameters: Float64Array; first: Float64Array; second: Float64Array } {
  const parameters = Float64Array.from(initial);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const { beta1, beta2, epsilon } = optimizer;
  for (let step = 1; step <= steps; step += 1) {
    const gradient = gradientOf(step);
    const rate = (rateOf(step) * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    for (let index = 0; index < size; index += 1) {
      first[index] = beta1 * first[index]! + (1 - beta1) * gradient[index]!;
      second[index] = beta2 * second[index]! + (1 - beta2) * gradient[index]! ** 2;
      parameters[index]! -= (rate * first[index]!) / (Math.sqrt(second[index]!) + epsilon);
    }
  }
  return { parameters, first, second };
}

/** Updates `from` + 1 to `to`; disposes of nothing but its own gradients. */
function update(adam: FlatAdam, parameters: tf.Variable<tf.Rank.R1>, from: number, to: number): void {
  for (let step = from + 1; step <= to; step += 1) {
    const gradient = tf.tensor1d(gradientOf(step));
    adam.apply(parameters, gradient, rateOf(step));
    gradient.dispose();
  }
}

const variableOf = (values: Float32Array): tf.Variable<tf.Rank.R1> =>
  tf.tidy(() => tf.variable(tf.tensor1d(values)));

describe.each(backendNames)('Adam on %s', (backend) => {
  it('is a plain Adam in double precision, over many steps', async () => {
    await onBackend(backend, async () => {
      const adam = new FlatAdam(size, optimizer);
      const parameters = variableOf(initial);
      update(adam, parameters, 0, steps);
      const expected = plainAdam();
      const { firstMoment, secondMoment, step } = await adam.snapshot();
      expect(step).toBe(steps);
      expect(relativeError(await parameters.data(), expected.parameters)).toBeLessThan(1e-5);
      // Each by itself: the moments of small gradients would vanish beside those of large ones.
      for (let index = 0; index < size; index += 1) {
        expect(relativeError([firstMoment[index]!], [expected.first[index]!])).toBeLessThan(1e-4);
        expect(relativeError([secondMoment[index]!], [expected.second[index]!])).toBeLessThan(1e-4);
      }
      parameters.dispose();
      adam.dispose();
    });
  });

  it('moves each parameter by the learning rate at first, whatever the gradient’s size', async () => {
    await onBackend(backend, async () => {
      const adam = new FlatAdam(3, optimizer);
      const parameters = variableOf(new Float32Array(3));
      const gradient = tf.tensor1d([1e4, -1e-3, 0]);
      adam.apply(parameters, gradient, 0.01);
      expect([...(await parameters.data())]).toEqual([
        expect.closeTo(-0.01, 7),
        expect.closeTo(0.01, 5),
        expect.closeTo(0, 12),
      ]);
      tf.dispose([parameters, gradient]);
      adam.dispose();
    });
  });

  it('goes on from a snapshot to the same bits', async () => {
    await onBackend(backend, async () => {
      const [whole, stopped] = [new FlatAdam(size, optimizer), new FlatAdam(size, optimizer)];
      const through = variableOf(initial);
      update(whole, through, 0, 20);
      const before = variableOf(initial);
      update(stopped, before, 0, 7);
      const resumed = new FlatAdam(size, optimizer);
      resumed.restore(structuredClone(await stopped.snapshot()));
      const after = variableOf(Float32Array.from(await before.data<'float32'>()));
      update(resumed, after, 7, 20);
      expect(await after.data()).toEqual(await through.data());
      expect(await resumed.snapshot()).toEqual(await whole.snapshot());
      tf.dispose([through, before, after]);
      for (const adam of [whole, stopped, resumed]) adam.dispose();
    });
  });

  it('refuses a snapshot of another network, and keeps its own numbers', async () => {
    await onBackend(backend, async () => {
      const adam = new FlatAdam(2, optimizer);
      const foreign = { firstMoment: Float32Array.of(1, 2), secondMoment: Float32Array.of(1), step: 9 };
      expect(() => adam.restore(foreign)).toThrow(expect.objectContaining({ code: 'parameters-mismatch' }));
      expect(await adam.snapshot()).toEqual({
        firstMoment: new Float32Array(2),
        secondMoment: new Float32Array(2),
        step: 0,
      });
      adam.dispose();
    });
  });

  it('leaves no tensor behind', async () => {
    await onBackend(backend, () => {
      const before = tf.memory().numTensors;
      const adam = new FlatAdam(size, optimizer);
      const parameters = variableOf(initial);
      const during = tf.memory().numTensors;
      update(adam, parameters, 0, 5);
      expect(tf.memory().numTensors).toBe(during);
      parameters.dispose();
      adam.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
