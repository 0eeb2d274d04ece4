import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFile } from '../../../../src/main/finding/modelFile';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { withFoldedBiases } from '../../../../src/main/tflite/foldedBiases';
import { readTfliteModel, type Operation, type TfliteModel } from '../../../../src/main/tflite/model';
import { TfliteNetwork } from '../../../../src/main/tflite/network';
import { normals, relativeError } from '../learning/kernels/arrays';

beforeAll(() => startBackend('wasm'));

const operation = (kind: Operation['kind'], inputs: number[], output: number): Operation => ({
  ...{ kind, inputs, output, padding: 'same', strides: [1, 1], window: [2, 2], activation: 'linear' },
  halfPixelCenters: false,
});

/** [image 0] → depthwise (weights 1, bias 2) → 3 → `between` → 1×1 convolution (weights 5, bias 6) → 7. */
function modelOf(between: Operation['kind'], outputs: readonly number[] = [7]): TfliteModel {
  const shapes = [
    [1, 6, 6, 3],
    [1, 3, 3, 3],
    [3],
    [1, 6, 6, 3],
    [1, 6, 6, 3],
    [4, 1, 1, 3],
    [4],
    [1, 6, 6, 4],
  ];
  const weights = [1, 2, 5, 6].map((tensor) => {
    const size = shapes[tensor]!.reduce((product, side) => product * side, 1);
    return [tensor, Float32Array.from(normals([size], tensor))] as const;
  });
  return {
    ...{ input: 0, outputs, shapes, constants: new Map(weights) },
    operations: [
      operation('depthwiseConvolution', [0, 1, 2], 3),
      operation(between, [3], 4),
      { ...operation('convolution', [4, 5, 6], 7), activation: 'relu' },
    ],
  };
}

function answer(model: TfliteModel): Float32Array {
  const network = new TfliteNetwork(model);
  const image = tf.tensor4d(Float32Array.from(normals([108], 9)), [1, 6, 6, 3]);
  const outputs = network.run(image);
  const values = outputs.at(-1)!.dataSync<'float32'>();
  tf.dispose([image, ...outputs]);
  network.dispose();
  return values;
}

function expected({ constants }: TfliteModel, pools: boolean): Float32Array {
  return tf.tidy(() => {
    const constant = (tensor: number, shape: number[]): tf.Tensor => tf.tensor(constants.get(tensor)!, shape);
    const image = tf.tensor4d(Float32Array.from(normals([108], 9)), [1, 6, 6, 3]);
    const depthwise = tf.transpose(constant(1, [1, 3, 3, 3]), [1, 2, 3, 0]) as tf.Tensor4D;
    const maps = tf.add(tf.depthwiseConv2d(image, depthwise, 1, 'same'), constant(2, [3])) as tf.Tensor4D;
    const seen = pools ? tf.maxPool(maps, 2, 1, 'same') : tf.relu(maps);
    const pointwise = tf.transpose(constant(5, [4, 1, 1, 3]), [1, 2, 3, 0]) as tf.Tensor4D;
    return tf.relu(tf.add(tf.conv2d(seen, pointwise, 1, 'same'), constant(6, [4]))).dataSync<'float32'>();
  });
}
const biased = (model: TfliteModel): boolean[] =>
  withFoldedBiases(model).operations.map(({ inputs }) => inputs.length === 3);

describe('withFoldedBiases', () => {
  it('adds in one place what was added in two, also past a pooling', () => {
    const model = modelOf('maxPool');
    expect(biased(model)).toEqual([false, false, true]);
    expect(relativeError(answer(model), expected(model, true))).toBeLessThan(1e-5);
  });

  it('leaves what a ReLU sees, what the network answers, and what others read or share', () => {
    const seen = modelOf('relu');
    expect(biased(seen)).toEqual([true, false, true]);
    expect(relativeError(answer(seen), expected(seen, false))).toBeLessThan(1e-5);
    expect(biased(modelOf('maxPool', [3, 7]))[0]).toBe(true);
    const [depthwise, pool, pointwise] = modelOf('maxPool').operations as [Operation, Operation, Operation];
    for (const other of [operation('add', [3, 3], 8), operation('convolution', [0, 5, 6], 8)]) {
      const shared = { ...modelOf('maxPool'), operations: [depthwise, pool, pointwise, other] };
      expect(biased(shared)[0]).toBe(true);
    }
  });

  it('finds them all in the face finder’s network', () => {
    const model = withFoldedBiases(readTfliteModel(readModelFile()));
    const depthwise = model.operations.filter(({ kind }) => kind === 'depthwiseConvolution');
    expect(depthwise).toHaveLength(40);
    expect(depthwise.filter(({ inputs }) => inputs.length === 3)).toEqual([]);
  });
});
