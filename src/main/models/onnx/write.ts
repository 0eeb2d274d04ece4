import { layerNamed, type ModelGraph } from '../../learning/graph/modelGraph';
import { protobufEncoder } from '../../protobuf';
import { ints } from './attributes';
import { addLayer } from './layers';
import { OnnxNodes } from './nodes';
import { elementTypes, onnxSchema } from './schema';

/** Version 8 of the file format came with operator set 17. */
const irVersion = 8;
const operatorSet = 17;

/**
 * The graph as an ONNX model of operator set 17 with a dynamic batch `n`. Pictures go in as [n, height, width, 3]; ONNX's
 * own layers want channels before rows, so that the first node turns the maps, and one before flattening turns them
 * back.
 */
export function onnxBytes(graph: ModelGraph, about: Readonly<Record<string, string>>): Uint8Array {
  const nodes = new OnnxNodes();
  const first = nodes.add('Transpose', 'channels_first', [graph.input.name], [ints('perm', [0, 3, 1, 2])]);
  const named = (name: string): string => (name === graph.input.name ? first : name);
  for (const layer of graph.layers) addLayer(nodes, layer, graph, named);
  return encode({
    ir_version: irVersion,
    opset_import: [{ domain: '', version: operatorSet }],
    producer_name: 'Facet',
    metadata_props: Object.entries(about).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'facet',
      node: nodes.nodes,
      initializer: nodes.initializers,
      input: [valueInfo(graph.input.name, graph.input.shape)],
      output: graph.outputs.map((name) => valueInfo(name, layerNamed(graph, name).shape)),
    },
  });
}

const encode = protobufEncoder(onnxSchema, 'onnx.ModelProto');

function valueInfo(name: string, shape: readonly number[]): object {
  const dim = [{ dim_param: 'n' }, ...shape.map((size) => ({ dim_value: size }))];
  return { name, type: { tensor_type: { elem_type: elementTypes.float, shape: { dim } } } };
}
