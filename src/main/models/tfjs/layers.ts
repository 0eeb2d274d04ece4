import { inputsOf, shapeOf, type ModelGraph } from '../../learning/graph/modelGraph';
import { kerasLayer, kerasWeights } from '../keras/functional';
import type { TfjsLayer } from './layer';
import { resizingLayers } from './resizing';

/** Those of a graph; a layer that reads another finds it under its own name. */
export function tfjsLayers(graph: ModelGraph): readonly TfjsLayer[] {
  return graph.layers.flatMap((layer) =>
    layer.kind === 'resizing'
      ? resizingLayers(layer, shapeOf(graph, layer.input))
      : [
          {
            ...kerasLayer(layer),
            name: layer.name,
            inputs: inputsOf(layer),
            weights: kerasWeights(layer),
          },
        ],
  );
}
