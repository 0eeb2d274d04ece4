import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { WeightAverages } from '../../../../../src/main/learning/optimizers/weightAverages';
import { Parameters } from '../../../../../src/main/learning/parameters';
import { Random } from '../../../../../src/main/learning/random';

beforeAll(async () => {
  await startBackend('wasm');
});

function twoWeights(): Parameters {
  return Parameters.create(
    [
      { name: 'weights', shape: [2], initializer: 'zeros', kind: 'trainable' },
      { name: 'mean', shape: [1], initializer: 'zeros', kind: 'state' },
    ],
    Random.fromSeed(1),
  );
}

function set(parameters: Parameters, weights: readonly [number, number], mean: number): void {
  parameters.restore({ trainable: Float32Array.from(weights), state: Float32Array.of(mean) });
}

async function valuesOf(averages: WeightAverages): Promise<number[] | null> {
  const snapshot = await averages.snapshot();
  return snapshot && [...snapshot.trainable, ...snapshot.state];
}

/** The weights after a step are its number, and minus that; the state is ten times as much. */
function train(parameters: Parameters, averages: WeightAverages, from: number, to: number): void {
  for (let step = from; step <= to; step += 1) {
    set(parameters, [step, -step], 10 * step);
    averages.observe(step);
  }
}

describe('averages of weights', () => {
  it('begin with the second half of a run, and then follow the weights as slowly as they are told', async () => {
    const parameters = twoWeights();
    const averages = new WeightAverages(parameters, 0.3, 8);
    train(parameters, averages, 1, 4);
    expect(averages.current).toBeNull();
    expect(await averages.snapshot()).toBeNull();
    train(parameters, averages, 5, 5);
    expect(await valuesOf(averages)).toEqual([5, -5, 50]);
    train(parameters, averages, 6, 8);
    // By hand: what they keep is (1 + n)/(10 + n) of the n-th step, as long as that is below 0.3.
    let expected = 5;
    [2 / 11, 3 / 12, 0.3].forEach((kept, index) => (expected = kept * expected + (1 - kept) * (6 + index)));
    const values = await valuesOf(averages);
    expect(values![0]).toBeCloseTo(expected, 5);
    expect(values![1]).toBeCloseTo(-expected, 5);
    expect(values![2]).toBeCloseTo(10 * expected, 4);
    averages.dispose();
    parameters.dispose();
  });

  it('go on from a snapshot as if nothing had been, and begin anew in a run that has become longer', async () => {
    const parameters = twoWeights();
    const whole = new WeightAverages(parameters, 0.9, 10);
    const begun = new WeightAverages(parameters, 0.9, 10);
    for (const averages of [whole, begun]) train(parameters, averages, 1, 7);
    const snapshot = (await begun.snapshot())!;
    const again = new WeightAverages(parameters, 0.9, 10);
    again.restore(snapshot, 7);
    for (const averages of [whole, again]) train(parameters, averages, 8, 10);
    expect(await valuesOf(again)).toEqual(await valuesOf(whole));
    const longer = new WeightAverages(parameters, 0.9, 100);
    longer.restore(snapshot, 7);
    expect(longer.current).toBeNull();
    for (const averages of [whole, begun, again, longer]) averages.dispose();
    parameters.dispose();
  });

  it('are never there where nothing is kept', () => {
    const parameters = twoWeights();
    const averages = new WeightAverages(parameters, 0, 4);
    train(parameters, averages, 1, 4);
    expect(averages.current).toBeNull();
    parameters.dispose();
  });

  it('are tensors of their own, and leave none behind', () => {
    const before = tf.memory().numTensors;
    const parameters = twoWeights();
    const averages = new WeightAverages(parameters, 0.9, 2);
    train(parameters, averages, 1, 2);
    set(parameters, [7, 7], 7);
    expect([...averages.current!.trainable.dataSync()]).toEqual([2, -2]);
    train(parameters, averages, 3, 9);
    averages.dispose();
    parameters.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
