import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { batchNormGradKernel, batchNormKernel, type BatchNormAttributes } from '../batchNorm';
import { floatsOf } from './memory';

const backendName = 'wasm';

/** Sums run in double precision: a batch has up to 262,144 values a channel. Saved: mean, 1/√(variance + ε). */
export const batchNormKernels: KernelConfig[] = [
  {
    kernelName: batchNormKernel,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      const { x, scale, offset } = inputs;
      const shape = x!.shape;
      const channels = shape.at(-1)!;
      const outputs = [shape, [channels], [channels], [channels], [channels]].map((outputShape) =>
        wasm.makeOutput(outputShape, 'float32'),
      );
      const values = floatsOf(wasm, x!);
      const count = values.length / channels;
      const { mean, variance } = moments(values, channels);
      const inverse = variance.map((value) => 1 / Math.sqrt(value + (attrs as BatchNormAttributes).epsilon));
      const factor = floatsOf(wasm, scale!).map((value, channel) => value * inverse[channel]!);
      const shift = floatsOf(wasm, offset!).map(
        (value, channel) => value - mean[channel]! * factor[channel]!,
      );
      affine(values, factor, shift, floatsOf(wasm, outputs[0]!));
      const unbiased = variance.map((value) => (value * count) / Math.max(1, count - 1));
      [mean, unbiased, mean, inverse].forEach((value, index) => {
        floatsOf(wasm, outputs[index + 1]!).set(value);
      });
      return outputs;
    },
  },
  {
    kernelName: batchNormGradKernel,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const wasm = backend as BackendWasm;
      const channels = inputs['scale']!.shape[0]!;
      const outputs = [inputs['x']!.shape, [channels], [channels]].map((shape) =>
        wasm.makeOutput(shape, 'float32'),
      );
      const read = (tensor: TensorInfo | undefined): Float32Array => floatsOf(wasm, tensor!);
      const [dy, x] = [read(inputs['dy']), read(inputs['x'])];
      const [scale, mean, inverse] = [read(inputs['scale']), read(inputs['saved0']), read(inputs['saved1'])];
      const { dscale, doffset } = scaleAndOffsetGradients(dy, x, mean, inverse);
      inputGradient(dy, x, { scale, mean, inverse, dscale, doffset }, read(outputs[0]));
      read(outputs[1]).set(dscale);
      read(outputs[2]).set(doffset);
      return outputs;
    },
  },
];

function moments(values: Float32Array, channels: number): { mean: Float64Array; variance: Float64Array } {
  const count = values.length / channels;
  const mean = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) mean[channel]! += values[row + channel]!;
  }
  for (let channel = 0; channel < channels; channel += 1) mean[channel]! /= count;
  const variance = new Float64Array(channels);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      const deviation = values[row + channel]! - mean[channel]!;
      variance[channel]! += deviation * deviation;
    }
  }
  for (let channel = 0; channel < channels; channel += 1) variance[channel]! /= count;
  return { mean, variance };
}

function affine(values: Float32Array, factor: Float32Array, shift: Float32Array, output: Float32Array): void {
  const channels = factor.length;
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      output[row + channel] = values[row + channel]! * factor[channel]! + shift[channel]!;
    }
  }
}

/** dscale = Σ dy·x̂ and doffset = Σ dy, where x̂ is the normalised x. */
function scaleAndOffsetGradients(
  dy: Float32Array,
  x: Float32Array,
  mean: Float32Array,
  inverse: Float32Array,
): { dscale: Float64Array; doffset: Float64Array } {
  const channels = mean.length;
  const dscale = new Float64Array(channels);
  const doffset = new Float64Array(channels);
  for (let row = 0; row < x.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      const gradient = dy[row + channel]!;
      doffset[channel]! += gradient;
      dscale[channel]! += gradient * (x[row + channel]! - mean[channel]!);
    }
  }
  for (let channel = 0; channel < channels; channel += 1) dscale[channel]! *= inverse[channel]!;
  return { dscale, doffset };
}

interface ChannelStatistics {
  readonly scale: Float32Array;
  readonly mean: Float32Array;
  readonly inverse: Float32Array;
  readonly dscale: Float64Array;
  readonly doffset: Float64Array;
}

/** dx = scale/√(variance + ε)·(dy − doffset/m − x̂·dscale/m), Ioffe and Szegedy 2015, section 3. */
function inputGradient(
  dy: Float32Array,
  x: Float32Array,
  { scale, mean, inverse, dscale, doffset }: ChannelStatistics,
  dx: Float32Array,
): void {
  const channels = scale.length;
  const count = x.length / channels;
  const ofGradient = new Float64Array(channels);
  const ofValue = new Float64Array(channels);
  const constant = new Float64Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    ofGradient[channel] = scale[channel]! * inverse[channel]!;
    ofValue[channel] = (-ofGradient[channel]! * inverse[channel]! * dscale[channel]!) / count;
    constant[channel] =
      (-ofGradient[channel]! * doffset[channel]!) / count - ofValue[channel]! * mean[channel]!;
  }
  for (let row = 0; row < x.length; row += channels) {
    for (let channel = 0; channel < channels; channel += 1) {
      dx[row + channel] =
        ofGradient[channel]! * dy[row + channel]! +
        ofValue[channel]! * x[row + channel]! +
        constant[channel]!;
    }
  }
}
