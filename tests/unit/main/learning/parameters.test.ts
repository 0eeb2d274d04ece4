import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { Parameters, type ParameterSpec } from '../../../../src/main/learning/parameters';
import { Random } from '../../../../src/main/learning/random';

beforeAll(async () => {
  await startBackend('wasm');
});

const trainable = (
  name: string,
  shape: readonly number[],
  initializer: ParameterSpec['initializer'] = 'glorot-uniform',
): ParameterSpec => ({ name, shape, initializer, kind: 'trainable' });
const state = (name: string, size: number, initializer: 'zeros' | 'ones'): ParameterSpec => ({
  name,
  shape: [size],
  initializer,
  kind: 'state',
});
const create = (specs: readonly ParameterSpec[], seed = 1): Parameters =>
  Parameters.create(specs, Random.fromSeed(seed, 'parameters'));

/** Initial values of one parameter. */
async function initialValues(spec: ParameterSpec): Promise<Float32Array> {
  const parameters = create([spec]);
  const values = await parameters.snapshot();
  parameters.dispose();
  return values.trainable;
}

const variance = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value ** 2, 0) / values.length;

describe('the initial values', () => {
  // A 3×3 window of 64 inputs and 96 outputs: fan in 576, fan out 864; a dense layer of 400 by 100.
  it.each([
    { shape: [3, 3, 64, 96], fanIn: 576, fanOut: 864 },
    { shape: [400, 100], fanIn: 400, fanOut: 100 },
  ])('of glorot-uniform $shape fill ±√(6/(fan in + fan out))', async ({ shape, fanIn, fanOut }) => {
    const values = await initialValues(trainable('weights', shape));
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    expect(values.every((value) => Math.abs(value) <= limit)).toBe(true);
    expect(Math.max(...values.slice(0, 40_000))).toBeGreaterThan(0.999 * limit);
    expect(Math.min(...values.slice(0, 40_000))).toBeLessThan(-0.999 * limit);
    expect(variance(values) / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });

  it.each([
    { shape: [3, 3, 64, 96], fanIn: 576 },
    { shape: [400, 100], fanIn: 400 },
  ])('of fan-in-uniform $shape fill ±1/√(fan in)', async ({ shape, fanIn }) => {
    const values = await initialValues(trainable('weights', shape, 'fan-in-uniform'));
    const limit = 1 / Math.sqrt(fanIn);
    expect(values.every((value) => Math.abs(value) <= limit)).toBe(true);
    expect(Math.max(...values.slice(0, 40_000))).toBeGreaterThan(0.999 * limit);
    expect(Math.min(...values.slice(0, 40_000))).toBeLessThan(-0.999 * limit);
    expect(variance(values) * 3 * fanIn).toBeCloseTo(1, 1);
  });

  it('are zeros and ones where that is asked for', async () => {
    expect([...(await initialValues(trainable('bias', [3], 'zeros')))]).toEqual([0, 0, 0]);
    expect([...(await initialValues(trainable('scale', [3], 'ones')))]).toEqual([1, 1, 1]);
  });

  it('are decided by the seed', async () => {
    const [first, second, other] = [1, 1, 2].map((seed) => create([trainable('weights', [5, 5])], seed));
    const values = await first!.snapshot();
    expect(await second!.snapshot()).toEqual(values);
    expect(await other!.snapshot()).not.toEqual(values);
    for (const parameters of [first, second, other]) parameters!.dispose();
  });
});

/** Weights, moving averages between them, and a bias: offsets are counted apart. */
const mixed: readonly ParameterSpec[] = [
  trainable('conv/weights', [2, 2, 1, 3]),
  state('conv/mean', 3, 'zeros'),
  state('conv/variance', 3, 'ones'),
  trainable('head/bias', [2], 'zeros'),
];

describe('the layout', () => {
  it('counts trainable values and state apart, in the order of the specs', () => {
    const parameters = create(mixed);
    expect(parameters.layout.map(({ name, offset, size }) => [name, offset, size])).toEqual([
      ['conv/weights', 0, 12],
      ['conv/mean', 0, 3],
      ['conv/variance', 3, 3],
      ['head/bias', 12, 2],
    ]);
    expect(parameters.trainableSize).toBe(14);
    expect(parameters.state?.size).toBe(6);
    parameters.dispose();
  });

  it('cuts the flat vectors into named tensors of their shapes', () => {
    const parameters = create(mixed);
    tf.tidy(() => {
      const view = parameters.unpack(tf.range(0, 14) as tf.Tensor1D);
      expect(view.get('conv/weights').shape).toEqual([2, 2, 1, 3]);
      expect([...view.get('conv/weights').dataSync()]).toEqual(Array.from({ length: 12 }, (_, i) => i));
      expect([...view.get('head/bias').dataSync()]).toEqual([12, 13]);
      expect([...view.get('conv/variance').dataSync()]).toEqual([1, 1, 1]);
      expect(() => view.get('conv/bias')).toThrow('no parameter conv/bias');
    });
    parameters.dispose();
  });

  it('has no state where a network keeps none', async () => {
    const parameters = create([trainable('weights', [2, 2])]);
    expect(parameters.state).toBeNull();
    expect((await parameters.snapshot()).state).toHaveLength(0);
    tf.tidy(() => {
      expect(parameters.unpack(parameters.trainable).recorded()).toBeNull();
    });
    parameters.dispose();
  });
});

describe('setting one parameter', () => {
  it('changes it and no other, and refuses another size, another name and state', async () => {
    const parameters = create(mixed);
    const before = await parameters.snapshot();
    parameters.set('head/bias', Float32Array.of(3, 4));
    const expected = before.trainable.slice();
    expected.set([3, 4], 12);
    expect(await parameters.snapshot()).toEqual({ ...before, trainable: expected });
    expect(() => parameters.set('head/bias', new Float32Array(3))).toThrow('head/bias of 3 values');
    expect(() => parameters.set('head/other', new Float32Array(2))).toThrow('no trainable parameter');
    expect(() => parameters.set('conv/mean', new Float32Array(3))).toThrow('no trainable parameter');
    parameters.dispose();
  });
});

describe('the state', () => {
  it('moves a tenth of the way to what a batch recorded, whatever order it was recorded in', async () => {
    const parameters = create(mixed);
    tf.tidy(() => {
      const view = parameters.unpack(parameters.trainable);
      view.record('conv/variance', tf.tensor1d([11, 21, 31]));
      view.record('conv/mean', tf.tensor1d([10, 20, 30]));
      parameters.updateState(view.recorded()!);
    });
    expect([...(await parameters.snapshot()).state]).toEqual(
      [1, 2, 3, 2, 3, 4].map((value) => expect.closeTo(value, 5)),
    );
    parameters.dispose();
  });

  it('must be recorded whole', () => {
    const parameters = create(mixed);
    tf.tidy(() => {
      const view = parameters.unpack(parameters.trainable);
      view.record('conv/mean', tf.tensor1d([1, 2, 3]));
      expect(() => view.recorded()).toThrow('did not record conv/variance');
    });
    parameters.dispose();
  });
});

describe('a snapshot', () => {
  it('brings every value back, and does not share memory with what it came from', async () => {
    const [source, target] = [create(mixed, 1), create(mixed, 2)];
    const snapshot = await source.snapshot();
    const kept = structuredClone(snapshot);
    target.restore(snapshot);
    snapshot.trainable.fill(9);
    snapshot.state.fill(9);
    expect(await target.snapshot()).toEqual(kept);
    expect(await source.snapshot()).toEqual(kept);
    source.dispose();
    target.dispose();
  });

  it.each([
    ['weights', { trainable: new Float32Array(13), state: new Float32Array(6) }],
    ['state', { trainable: new Float32Array(14), state: new Float32Array(5) }],
  ])('of another network’s %s is refused, and nothing of it is taken', async (_, snapshot) => {
    const parameters = create(mixed);
    const before = await parameters.snapshot();
    expect(() => parameters.restore(snapshot)).toThrow(
      expect.objectContaining({
        code: 'parameters-mismatch',
        message: expect.stringMatching(/another configuration/) as string,
      }),
    );
    expect(await parameters.snapshot()).toEqual(before);
    parameters.dispose();
  });

  it('with a state is refused by a network without', () => {
    const parameters = create([trainable('weights', [2, 2])]);
    expect(() => parameters.restore({ trainable: new Float32Array(4), state: new Float32Array(1) })).toThrow(
      /1 values where this network has 0/,
    );
    parameters.dispose();
  });
});

it('leave no tensor behind', () => {
  const before = tf.memory().numTensors;
  create(mixed).dispose();
  expect(tf.memory().numTensors).toBe(before);
});
