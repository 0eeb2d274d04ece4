import { rawBytes } from '../../protobuf';
import { elementTypes } from './schema';

/** The nodes and constants of a graph of ONNX, as they are added. */
export class OnnxNodes {
  readonly nodes: object[] = [];
  readonly initializers: object[] = [];

  /** One of a single output, which has the node's name. Returns it. */
  add(type: string, name: string, input: readonly string[], attribute: readonly object[] = []): string {
    this.nodes.push({ op_type: type, name, input, output: [name], attribute });
    return name;
  }

  /** Returns its name. */
  constant(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): string {
    const data_type = values instanceof Float32Array ? elementTypes.float : elementTypes.int64;
    this.initializers.push({ name, dims: [...shape], data_type, raw_data: rawBytes(values) });
    return name;
  }
}
