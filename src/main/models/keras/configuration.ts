import { inputsOf, shapeOf, type Layer, type ModelGraph } from '../../learning/graph/modelGraph';
import { kerasLayer } from './functional';
import { kerasOrder } from './layerOrder';

/** The `config.json` of a .keras file: a functional model that answers a dictionary, a head's output a key. */
export function kerasConfiguration(graph: ModelGraph): object {
  const { name, shape } = graph.input;
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: 'facet',
      trainable: true,
      layers: [inputLayer(name, shape), ...kerasOrder(graph).map((layer) => layerEntry(graph, layer))],
      input_layers: [[name, 0, 0]],
      output_layers: Object.fromEntries(graph.outputs.map((output) => [output, [output, 0, 0]])),
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
    compile_config: null,
  };
}

function inputLayer(name: string, shape: readonly number[]): object {
  return {
    module: 'keras.layers',
    class_name: 'InputLayer',
    config: { batch_shape: [null, ...shape], dtype: 'float32', sparse: false, name },
    registered_name: null,
    name,
    inbound_nodes: [],
  };
}

function layerEntry(graph: ModelGraph, layer: Layer): object {
  const { className, settings } = kerasLayer(layer);
  const names = inputsOf(layer);
  const shapes = names.map((name) => [null, ...shapeOf(graph, name)]);
  const tensors = names.map((name, index) => ({
    class_name: '__keras_tensor__',
    config: { shape: shapes[index]!, dtype: 'float32', keras_history: [name, 0, 0] },
  }));
  // One that joins others takes them as a list, however many they are.
  const isJoining = 'inputs' in layer;
  return {
    module: 'keras.layers',
    class_name: className,
    config: { name: layer.name, trainable: true, dtype: 'float32', ...settings },
    registered_name: null,
    build_config: { input_shape: isJoining ? shapes : shapes[0]! },
    name: layer.name,
    inbound_nodes: [{ args: isJoining ? [tensors] : tensors, kwargs: {} }],
  };
}
