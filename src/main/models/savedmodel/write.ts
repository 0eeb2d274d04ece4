import {
  layerNamed,
  type ActivationName,
  type Layer,
  type ModelGraph,
  type NormalizationLayer,
} from '../graph';
import { protobufEncoder, rawBytes } from '../protobuf';
import { dataTypes, savedModelSchema } from './schema';

/** Of the graph's language: what TensorFlow 2.0 understands. */
const producer = 175;
const floats = { type: dataTypes.float };
const integers = { type: dataTypes.int32 };

const operators: Readonly<Record<ActivationName, string>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exponential: 'Exp',
};

/**
 * The graph as the `saved_model.pb` of a TensorFlow SavedModel: tag `serve`, signature `serving_default`, a head's output
 * a key. The weights are constants of the graph: it is for predicting, and has no variables beside it.
 */
export function savedModelBytes(graph: ModelGraph): Uint8Array {
  const nodes: object[] = [];
  const node = (op: string, name: string, input: readonly string[], attr: object = {}): string => {
    nodes.push({ name, op, input, attr: { T: floats, ...attr } });
    return name;
  };
  const constant = (name: string, shape: readonly number[], values: Float32Array | Int32Array): string => {
    const dtype = values instanceof Float32Array ? dataTypes.float : dataTypes.int32;
    const tensor = { dtype, tensor_shape: shapeOf(shape), tensor_content: rawBytes(values) };
    nodes.push({ name, op: 'Const', input: [], attr: { dtype: { type: dtype }, value: { tensor } } });
    return name;
  };
  const batch = shapeOf([-1, ...graph.input.shape]);
  nodes.push({
    name: graph.input.name,
    op: 'Placeholder',
    input: [],
    attr: { dtype: floats, shape: { shape: batch } },
  });
  for (const layer of graph.layers) addLayer(layer, node, constant);
  return encode({
    saved_model_schema_version: 1,
    meta_graphs: [
      {
        meta_info_def: { tags: ['serve'], tensorflow_version: '2.0.0', stripped_default_attrs: true },
        graph_def: { node: nodes, versions: { producer, min_consumer: 0 } },
        signature_def: {
          serving_default: {
            inputs: { [graph.input.name]: tensorInfo(graph.input.name, graph.input.shape) },
            outputs: Object.fromEntries(
              graph.outputs.map((name) => [name, tensorInfo(name, layerNamed(graph, name).shape)]),
            ),
            method_name: 'tensorflow/serving/predict',
          },
        },
      },
    ],
  });
}

const encode = protobufEncoder(savedModelSchema, 'tensorflow.SavedModel');

type AddNode = (op: string, name: string, input: readonly string[], attr?: object) => string;
type AddConstant = (name: string, shape: readonly number[], values: Float32Array | Int32Array) => string;

function addLayer(layer: Layer, node: AddNode, constant: AddConstant): void {
  const { name, input } = layer;
  const own = (of: string, shape: readonly number[], values: Float32Array | Int32Array): string =>
    constant(`${name}/${of}`, shape, values);
  switch (layer.kind) {
    case 'rescaling': {
      const scaled = node('Mul', `${name}/scaled`, [input, own('factor', [], Float32Array.of(layer.factor))]);
      node('AddV2', name, [scaled, own('offset', [], Float32Array.of(layer.offset))]);
      return;
    }
    case 'convolution':
    case 'dense': {
      const weights = own('weights', layer.weights.shape, layer.weights.values);
      const [op, attributes] =
        layer.kind === 'convolution' ? (['Conv2D', convolution] as const) : (['MatMul', {}] as const);
      if (layer.bias === null) node(op, name, [input, weights], attributes);
      else {
        const bias = own('bias', layer.bias.shape, layer.bias.values);
        node('BiasAdd', name, [node(op, `${name}/product`, [input, weights], attributes), bias]);
      }
      return;
    }
    case 'normalization': {
      const { factor, shift } = folded(layer);
      const scaled = node('Mul', `${name}/scaled`, [input, own('factor', layer.scale.shape, factor)]);
      node('AddV2', name, [scaled, own('shift', layer.offset.shape, shift)]);
      return;
    }
    case 'pooling':
      node('MaxPool', name, [input], {
        ksize: list([1, 2, 2, 1]),
        strides: list([1, 2, 2, 1]),
        padding: text('VALID'),
      });
      return;
    case 'activation':
      node(operators[layer.activation], name, [input]);
      return;
    case 'flatten':
    case 'reshape': {
      const shape = Int32Array.of(-1, ...layer.shape);
      node('Reshape', name, [input, own('shape', [shape.length], shape)], { Tshape: integers });
      return;
    }
  }
}

const convolution = { strides: list([1, 1, 1, 1]), padding: text('SAME') };

/** scale·(x − mean)/√(variance + ε) + offset as factor·x + shift, computed in float64. */
function folded({ scale, offset, mean, variance, epsilon }: NormalizationLayer): {
  readonly factor: Float32Array;
  readonly shift: Float32Array;
} {
  const factors = Float64Array.from(
    scale.values,
    (value, index) => value / Math.sqrt(variance.values[index]! + epsilon),
  );
  return {
    factor: Float32Array.from(factors),
    shift: Float32Array.from(offset.values, (value, index) => value - mean.values[index]! * factors[index]!),
  };
}

function shapeOf(sizes: readonly number[]): object {
  return { dim: sizes.map((size) => ({ size })) };
}

function tensorInfo(name: string, shape: readonly number[]): object {
  return { name: `${name}:0`, dtype: dataTypes.float, tensor_shape: shapeOf([-1, ...shape]) };
}

function list(i: readonly number[]): object {
  return { list: { i: [...i] } };
}

function text(value: string): object {
  return { s: Buffer.from(value) };
}
