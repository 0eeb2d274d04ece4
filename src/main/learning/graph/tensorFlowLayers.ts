import { flag, list, number, text } from '../../graphDef/attributes';
import type { GraphNodes } from '../../graphDef/graphNodes';
import { dataTypes } from '../../graphDef/schema';
import {
  inputsOf,
  type ActivationName,
  type ConvolutionLayer,
  type DepthwiseLayer,
  type Layer,
  type NormalizationLayer,
  type Padding,
  type Weights,
} from './modelGraph';

const integers = { type: dataTypes.int32 };

const operators: Readonly<Record<ActivationName, string>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exponential: 'Exp',
};

/** Adds the nodes that compute a layer; the last has its name. `summed`: names of the layers that a sum reads. */
export function addLayer(layer: Layer, { node, constant }: GraphNodes, summed: ReadonlySet<string>): void {
  const { name } = layer;
  const read = inputsOf(layer);
  const own = (of: string, { shape, values }: Weights): string => constant(`${name}/${of}`, shape, values);
  const sizes = (of: string, ...values: readonly number[]): string =>
    constant(`${name}/${of}`, [values.length], Int32Array.from(values));
  const biased = (op: string, { weights, bias }: Learnt, attributes?: object): string => {
    const inputs = [...read, own('weights', weights)];
    if (!bias) return node(op, name, inputs, attributes);
    const product = node(op, `${name}/product`, inputs, attributes);
    // Where sums follow each other, TensorFlow 2.21 would join each with the convolution before it, lose its way and lay out
    // nothing at all. What is subtracted it does not take for a bias.
    return summed.has(name)
      ? node('Sub', name, [product, own('negativeBias', negative(bias))])
      : node('BiasAdd', name, [product, own('bias', bias)]);
  };
  switch (layer.kind) {
    case 'rescaling': {
      const scaled = node('Mul', `${name}/scaled`, [
        ...read,
        own('factor', { shape: [], values: Float32Array.of(layer.factor) }),
      ]);
      node('AddV2', name, [scaled, own('offset', { shape: [], values: Float32Array.of(layer.offset) })]);
      return;
    }
    case 'convolution':
      biased('Conv2D', layer, windowed(layer));
      return;
    case 'depthwise':
      node('DepthwiseConv2dNative', name, [...read, own('weights', layer.weights)], windowed(layer));
      return;
    case 'dense':
      biased('MatMul', layer);
      return;
    case 'normalization': {
      const { factor, shift } = folded(layer);
      const scaled = node('Mul', `${name}/scaled`, [...read, own('factor', factor)]);
      node('AddV2', name, [scaled, own('shift', shift)]);
      return;
    }
    case 'pooling':
      node('MaxPool', name, read, {
        ksize: list([1, layer.windowPx, layer.windowPx, 1]),
        ...windowed(layer),
      });
      return;
    case 'mean':
      node('Mean', name, [...read, sizes('axes', 1, 2)], { Tidx: integers });
      return;
    case 'resizing':
      node('ResizeBilinear', name, [...read, sizes('size', layer.shape[0]!, layer.shape[1]!)], {
        half_pixel_centers: flag(true),
      });
      return;
    case 'activation':
      node(operators[layer.activation], name, read);
      return;
    case 'flatten':
    case 'reshape':
      node('Reshape', name, [...read, sizes('shape', -1, ...layer.shape)], { Tshape: integers });
      return;
    case 'sum':
      node('AddN', name, read, { N: number(read.length) });
      return;
    case 'concatenation': {
      const axis = constant(`${name}/axis`, [], Int32Array.of(-1));
      node('ConcatV2', name, [...read, axis], { N: number(read.length), Tidx: integers });
      return;
    }
  }
}

interface Learnt {
  readonly weights: Weights;
  readonly bias: Weights | null;
}

function negative({ shape, values }: Weights): Weights {
  return { shape, values: values.map((value) => -value) };
}

const paddings: Readonly<Record<Padding, string>> = { same: 'SAME', valid: 'VALID' };

function windowed({
  stride,
  padding,
}: Pick<ConvolutionLayer | DepthwiseLayer, 'stride' | 'padding'>): object {
  return { strides: list([1, stride, stride, 1]), padding: text(paddings[padding]) };
}

/** scale·(x − mean)/√(variance + ε) + offset as factor·x + shift, computed in float64. */
function folded({ scale, offset, mean, variance, epsilon }: NormalizationLayer): {
  readonly factor: Weights;
  readonly shift: Weights;
} {
  const factors = Float64Array.from(
    scale.values,
    (value, index) => value / Math.sqrt(variance.values[index]! + epsilon),
  );
  const shifts = offset.values.map((value, index) => value - mean.values[index]! * factors[index]!);
  return {
    factor: { shape: scale.shape, values: Float32Array.from(factors) },
    shift: { shape: offset.shape, values: shifts },
  };
}
