import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { FlatMomentum } from '../../../../../src/main/learning/optimizers/flatMomentum';
import { backendNames, onBackend } from '../backends/startedBackends';
import { normals, relativeError } from '../kernels/arrays';

const size = 20;
const steps = 50;
const momentum = 0.9;
const initial = normals([size], 1);
const gradientOf = (step: number): Float32Array => normals([size], 100 + step);
const rateOf = (step: number): number => 0.01 * 0.97 ** step;

/**
 * Sutskever et al. 2013, equations 3 and 4, in double precision: θ there is where this one's look-ahead stands, so
 * that both see the same gradients. vₜ₊₁ = μ·vₜ − α·∇f(θₜ + μ·vₜ), θₜ₊₁ = θₜ + vₜ₊₁, at a constant rate.
 */
function plainNesterov(gradientAt: (ahead: Float64Array) => Float64Array, rate: number): Float64Array {
  const theta = Float64Array.from(initial);
  const velocity = new Float64Array(size);
  const ahead = (): Float64Array => theta.map((value, index) => value + momentum * velocity[index]!);
  for (let step = 1; step <= steps; step += 1) {
    const gradient = gradientAt(ahead());
    for (let index = 0; index < size; index += 1) {
      velocity[index] = momentum * velocity[index]! - rate * gradient[index]!;
      theta[index]! += velocity[index]!;
    }
  }
  return ahead();
}

function update(
  optimizer: FlatMomentum,
  parameters: tf.Variable<tf.Rank.R1>,
  from: number,
  to: number,
): void {
  for (let step = from + 1; step <= to; step += 1) {
    const gradient = tf.tensor1d(gradientOf(step));
    optimizer.apply(parameters, gradient, rateOf(step));
    gradient.dispose();
  }
}

const variableOf = (values: Float32Array): tf.Variable<tf.Rank.R1> =>
  tf.tidy(() => tf.variable(tf.tensor1d(values)));

describe.each(backendNames)('descent with momentum on %s', (backend) => {
  it('is Nesterov’s, seen from where the gradient is taken', async () => {
    await onBackend(backend, async () => {
      // A bowl of another steepness along every axis: the gradient is where it is taken times that.
      const steepness = Float64Array.from({ length: size }, (_, index) => 0.1 + index / 4);
      const expected = plainNesterov((ahead) => ahead.map((value, index) => steepness[index]! * value), 0.05);
      const optimizer = new FlatMomentum(size, momentum);
      const parameters = variableOf(initial);
      const slope = tf.tensor1d(Float32Array.from(steepness));
      for (let step = 1; step <= steps; step += 1) {
        const gradient = tf.mul<tf.Tensor1D>(parameters, slope);
        optimizer.apply(parameters, gradient, 0.05);
        gradient.dispose();
      }
      expect(relativeError(await parameters.data(), expected)).toBeLessThan(1e-4);
      expect((await optimizer.snapshot()).step).toBe(steps);
      tf.dispose([parameters, slope]);
      optimizer.dispose();
    });
  });

  it('goes on from a snapshot to the same bits', async () => {
    await onBackend(backend, async () => {
      const [whole, stopped] = [new FlatMomentum(size, momentum), new FlatMomentum(size, momentum)];
      const [through, before] = [variableOf(initial), variableOf(initial)];
      update(whole, through, 0, 20);
      update(stopped, before, 0, 7);
      const resumed = new FlatMomentum(size, momentum);
      resumed.restore(structuredClone(await stopped.snapshot()));
      update(resumed, before, 7, 20);
      expect(await before.data()).toEqual(await through.data());
      expect(await resumed.snapshot()).toEqual(await whole.snapshot());
      tf.dispose([through, before]);
      for (const optimizer of [whole, stopped, resumed]) optimizer.dispose();
    });
  });

  it('refuses what Adam remembered', async () => {
    await onBackend(backend, async () => {
      const optimizer = new FlatMomentum(2, momentum);
      const adams = { firstMoment: Float32Array.of(1, 2), secondMoment: Float32Array.of(1, 2), step: 9 };
      expect(() => optimizer.restore(adams)).toThrow(
        expect.objectContaining({ code: 'parameters-mismatch' }),
      );
      expect((await optimizer.snapshot()).step).toBe(0);
      optimizer.dispose();
    });
  });

  it('leaves no tensor behind', async () => {
    await onBackend(backend, () => {
      const before = tf.memory().numTensors;
      const optimizer = new FlatMomentum(size, momentum);
      const parameters = variableOf(initial);
      const during = tf.memory().numTensors;
      update(optimizer, parameters, 0, 5);
      expect(tf.memory().numTensors).toBe(during);
      parameters.dispose();
      optimizer.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
