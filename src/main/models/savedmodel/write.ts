import { layerNamed, type ModelGraph } from '../../learning/graph/modelGraph';
import { protobufEncoder, rawBytes } from '../protobuf';
import { addLayer } from './layers';
import { dataTypes, savedModelSchema } from './schema';

/** Of the graph's language: what TensorFlow 2.0 understands. */
const producer = 175;
const floats = { type: dataTypes.float };

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
  for (const layer of graph.layers) addLayer(layer, { node, constant });
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

function shapeOf(sizes: readonly number[]): object {
  return { dim: sizes.map((size) => ({ size })) };
}

function tensorInfo(name: string, shape: readonly number[]): object {
  return { name: `${name}:0`, dtype: dataTypes.float, tensor_shape: shapeOf([-1, ...shape]) };
}
