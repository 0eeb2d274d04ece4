import * as tf from '@tensorflow/tfjs-core';
import { normalizeBatch } from '../../../../../src/main/learning/kernels/batchNorm';
import { maxPool } from '../../../../../src/main/learning/kernels/maxPool';
import { biasRelu } from '../../../../../src/main/learning/kernels/relu';
import { gradientsOf, normals, valuesOf } from '../kernels/arrays';

/** A kernel of ours with its gradient, by the names of its outputs: to be run on each backend, and compared. */
export interface KernelRow {
  readonly name: string;
  readonly run: () => Readonly<Record<string, Float32Array>>;
}

type Apply = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Output and gradients of one operation on inputs of these shapes, filled with standard normal numbers. */
function row(name: string, shapes: readonly (readonly number[])[], apply: Apply): KernelRow {
  return {
    name,
    run: () => {
      const inputs = shapes.map((shape, index) => tf.tensor(normals(shape, index + 1), [...shape]));
      const result = tf.tidy(() => apply(...inputs));
      const weights = tf.tensor(normals(result.shape, 9), result.shape);
      const gradients = gradientsOf(apply, inputs, weights);
      const [output] = valuesOf(result);
      tf.dispose([...inputs, weights]);
      const named = gradients.map((gradient, index) => [`gradient ${index + 1}`, gradient] as const);
      return { output: output!, ...Object.fromEntries(named) };
    },
  };
}

const convolve: Apply = (maps, weights) => tf.conv2d(maps as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
const multiply: Apply = (left, right) => tf.matMul(left as tf.Tensor2D, right as tf.Tensor2D);
const normalize: Apply = (values, scale, offset) =>
  normalizeBatch(values!, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-5).normalized;
const pool: Apply = (maps) => maxPool(maps as tf.Tensor4D);
const rectifyWithBias: Apply = (values, bias) => biasRelu(values!, bias as tf.Tensor1D);

export const kernelRows: readonly KernelRow[] = [
  row(
    'convolution 5×5 of pictures',
    [
      [4, 40, 40, 3],
      [5, 5, 3, 16],
    ],
    convolve,
  ),
  row(
    'convolution 3×3',
    [
      [4, 20, 20, 16],
      [3, 3, 16, 48],
    ],
    convolve,
  ),
  row(
    'convolution 2×2 of odd sides',
    [
      [4, 5, 5, 64],
      [2, 2, 64, 64],
    ],
    convolve,
  ),
  row(
    'convolution 3×3 of many channels',
    [
      [4, 16, 16, 48],
      [3, 3, 48, 96],
    ],
    convolve,
  ),
  row(
    'dense layer',
    [
      [16, 1600],
      [1600, 100],
    ],
    multiply,
  ),
  row('batch normalisation of maps', [[4, 32, 32, 48], [48], [48]], normalize),
  row('batch normalisation of features', [[16, 256], [256], [256]], normalize),
  row('pooling', [[4, 32, 32, 48]], pool),
  row('pooling of odd sides', [[4, 5, 5, 96]], pool),
  row('ReLU', [[4, 16, 16, 96]], (values) => tf.relu(values!)),
  row('bias and ReLU', [[4, 16, 16, 96], [96]], rectifyWithBias),
  row('bias and ReLU of features', [[16, 100], [100]], rectifyWithBias),
];
