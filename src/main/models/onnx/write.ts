import {
  layerNamed,
  inputShapeOf,
  type ActivationName,
  type Layer,
  type ModelGraph,
  type Weights,
} from '../graph';
import { protobufEncoder, rawBytes } from '../protobuf';
import { attributeTypes, elementTypes, onnxSchema } from './schema';

/** Version 8 of the file format came with operator set 17. */
const irVersion = 8;
const operatorSet = 17;

interface Node {
  readonly op_type: string;
  readonly name: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly object[];
}

const operators: Readonly<Record<ActivationName, string>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exponential: 'Exp',
};

/**
 * The graph as an ONNX model of operator set 17 with a dynamic batch `n`. Pictures go in as [n, height, width, 3]; ONNX's
 * own layers want channels before rows, so that the first node turns the maps, and one before flattening turns them
 * back.
 */
export function onnxBytes(graph: ModelGraph, about: Readonly<Record<string, string>>): Uint8Array {
  const nodes: Node[] = [];
  const initializers: object[] = [];
  const constant = (name: string, shape: readonly number[], values: Float32Array | BigInt64Array): string => {
    const data_type = values instanceof Float32Array ? elementTypes.float : elementTypes.int64;
    initializers.push({ name, dims: [...shape], data_type, raw_data: rawBytes(values) });
    return name;
  };
  const node = (
    op_type: string,
    name: string,
    input: readonly string[],
    attribute: readonly object[] = [],
  ): string => {
    nodes.push({ op_type, name, input, output: [name], attribute });
    return name;
  };
  const weightsOf = (layer: Layer, name: string, weights: Weights): string =>
    constant(`${layer.name}.${name}`, weights.shape, weights.values);

  const first = node('Transpose', 'channels_first', [graph.input.name], [ints('perm', [0, 3, 1, 2])]);
  const sourceOf = (layer: Layer): string => (layer.input === graph.input.name ? first : layer.input);
  for (const layer of graph.layers) {
    const from = sourceOf(layer);
    switch (layer.kind) {
      case 'rescaling': {
        const factor = constant(`${layer.name}.factor`, [], Float32Array.of(layer.factor));
        const offset = constant(`${layer.name}.offset`, [], Float32Array.of(layer.offset));
        node('Add', layer.name, [node('Mul', `${layer.name}_scaled`, [from, factor]), offset]);
        break;
      }
      case 'convolution': {
        const { shape, values } = outputsFirst(layer.weights);
        const inputs = [from, constant(`${layer.name}.weights`, shape, values)];
        if (layer.bias) inputs.push(weightsOf(layer, 'bias', layer.bias));
        const [height, width] = layer.weights.shape as [number, number];
        node('Conv', layer.name, inputs, [
          ints('kernel_shape', [height, width]),
          ints('pads', samePadding(height, width)),
        ]);
        break;
      }
      case 'normalization':
        node(
          'BatchNormalization',
          layer.name,
          [
            from,
            ...(['scale', 'offset', 'mean', 'variance'] as const).map((of) =>
              weightsOf(layer, of, layer[of]),
            ),
          ],
          [{ name: 'epsilon', type: attributeTypes.float, f: layer.epsilon }],
        );
        break;
      case 'pooling':
        node('MaxPool', layer.name, [from], [ints('kernel_shape', [2, 2]), ints('strides', [2, 2])]);
        break;
      case 'dense': {
        const inputs = [from, weightsOf(layer, 'weights', layer.weights)];
        if (layer.bias) inputs.push(weightsOf(layer, 'bias', layer.bias));
        node('Gemm', layer.name, inputs);
        break;
      }
      case 'activation': {
        const isSoftmax = layer.activation === 'softmax';
        const attributes = isSoftmax ? [{ name: 'axis', type: attributeTypes.int, i: -1 }] : [];
        node(operators[layer.activation], layer.name, [from], attributes);
        break;
      }
      case 'flatten':
        node('Flatten', layer.name, [channelsLast(graph, layer, from, node)]);
        break;
      case 'reshape': {
        const sizes = BigInt64Array.from([-1n, ...layer.shape.map(BigInt)]);
        node('Reshape', layer.name, [from, constant(`${layer.name}.shape`, [sizes.length], sizes)]);
        break;
      }
    }
  }
  return encode({
    ir_version: irVersion,
    opset_import: [{ domain: '', version: operatorSet }],
    producer_name: 'Facet',
    metadata_props: Object.entries(about).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'facet',
      node: nodes,
      initializer: initializers,
      input: [valueInfo(graph.input.name, graph.input.shape)],
      output: graph.outputs.map((name) => valueInfo(name, layerNamed(graph, name).shape)),
    },
  });
}

const encode = protobufEncoder(onnxSchema, 'onnx.ModelProto');

function channelsLast(
  graph: ModelGraph,
  layer: Layer,
  from: string,
  node: (type: string, name: string, input: readonly string[], attribute: readonly object[]) => string,
): string {
  if (inputShapeOf(graph, layer).length !== 3) return from;
  return node('Transpose', 'channels_last', [from], [ints('perm', [0, 2, 3, 1])]);
}

/** Of an odd total the larger part below and on the right, as TensorFlow has it: [top, left, bottom, right]. */
function samePadding(height: number, width: number): number[] {
  const before = (size: number): number => Math.floor((size - 1) / 2);
  return [before(height), before(width), height - 1 - before(height), width - 1 - before(width)];
}

/** [height, width, inputs, outputs] → [outputs, inputs, height, width]. */
function outputsFirst({ shape, values }: Weights): Weights {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const turned = new Float32Array(values.length);
  let from = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let input = 0; input < inputs; input += 1) {
        for (let output = 0; output < outputs; output += 1) {
          turned[((output * inputs + input) * height + row) * width + column] = values[from]!;
          from += 1;
        }
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned };
}

function ints(name: string, values: readonly number[]): object {
  return { name, type: attributeTypes.ints, ints: [...values] };
}

function valueInfo(name: string, shape: readonly number[]): object {
  const dim = [{ dim_param: 'n' }, ...shape.map((size) => ({ dim_value: size }))];
  return { name, type: { tensor_type: { elem_type: elementTypes.float, shape: { dim } } } };
}
