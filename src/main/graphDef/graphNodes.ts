import { protobufEncoder, rawBytes } from '../protobuf';
import { dataTypes, savedModelSchema } from './schema';

/** A tensor of a graph. The first dimension, the batch, is left out of its shape. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Of the graph's language: what TensorFlow 2.0 understands. */
const producer = 175;
const floats = { type: dataTypes.float };

/** The nodes of a graph in TensorFlow's own language; each is added behind those that it reads, and answers its name. */
export class GraphNodes {
  private readonly nodes: object[] = [];

  /** @param attributes beside the type, which is float32. */
  readonly node = (op: string, name: string, input: readonly string[], attributes: object = {}): string => {
    this.nodes.push({ name, op, input, attr: { T: floats, ...attributes } });
    return name;
  };

  readonly constant = (name: string, shape: readonly number[], values: Float32Array | Int32Array): string => {
    const dtype = values instanceof Float32Array ? dataTypes.float : dataTypes.int32;
    const tensor = { dtype, tensor_shape: shapeOf(shape), tensor_content: rawBytes(values) };
    this.nodes.push({ name, op: 'Const', input: [], attr: { dtype: { type: dtype }, value: { tensor } } });
    return name;
  };

  input({ name, shape }: NamedTensor): string {
    const batch = shapeOf([-1, ...shape]);
    this.nodes.push({ name, op: 'Placeholder', input: [], attr: { dtype: floats, shape: { shape: batch } } });
    return name;
  }

  /**
   * The graph as the `saved_model.pb` of a TensorFlow SavedModel: tag `serve`, signature `serving_default`, an output a
   * key. The weights are constants of the graph: it is for predicting, and has no variables beside it.
   */
  savedModel(input: NamedTensor, outputs: readonly NamedTensor[]): Uint8Array {
    return encode({
      saved_model_schema_version: 1,
      meta_graphs: [
        {
          meta_info_def: { tags: [servingTag], tensorflow_version: '2.0.0', stripped_default_attrs: true },
          graph_def: { node: this.nodes, versions: { producer, min_consumer: 0 } },
          signature_def: {
            serving_default: {
              inputs: { [input.name]: tensorInfo(input) },
              outputs: Object.fromEntries(outputs.map((output) => [output.name, tensorInfo(output)])),
              method_name: 'tensorflow/serving/predict',
            },
          },
        },
      ],
    });
  }
}

export const servingTag = 'serve';

const encode = protobufEncoder(savedModelSchema, 'tensorflow.SavedModel');

function shapeOf(sizes: readonly number[]): object {
  return { dim: sizes.map((size) => ({ size })) };
}

function tensorInfo({ name, shape }: NamedTensor): object {
  return { name: `${name}:0`, dtype: dataTypes.float, tensor_shape: shapeOf([-1, ...shape]) };
}
