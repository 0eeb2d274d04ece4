import { inputsOf, layerNamed, type ModelGraph } from './modelGraph';
import { GraphNodes } from '../../graphDef/graphNodes';
import { addLayer } from './tensorFlowLayers';

/** A graph as the `saved_model.pb` of a TensorFlow SavedModel, an output a key: see `GraphNodes.savedModel`. */
export function savedModelBytes(graph: ModelGraph): Uint8Array {
  const nodes = new GraphNodes();
  nodes.input(graph.input);
  const sums = graph.layers.filter(({ kind }) => kind === 'sum');
  const summed = new Set(sums.flatMap(inputsOf));
  for (const layer of graph.layers) addLayer(layer, nodes, summed);
  const outputs = graph.outputs.map((name) => ({ name, shape: layerNamed(graph, name).shape }));
  return nodes.savedModel(graph.input, outputs);
}
