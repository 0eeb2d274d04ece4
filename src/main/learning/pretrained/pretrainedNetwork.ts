import { GraphBuilder } from '../graph/graphBuilder';
import type { ModelGraph } from '../graph/modelGraph';
import { readPretrainedWeights, type PretrainedFile, type PretrainedWeights } from './weights';

/** A network that others have trained, up to the features by which it tells what it was trained for. */
export interface PretrainedNetwork {
  readonly file: PretrainedFile;
  /** How many features it makes of a face. */
  readonly features: number;
  /**
   * Adds its layers to a graph. Fails with `model-broken` where the file holds another network.
   *
   * @param image a layer, or the graph's input: RGB, 0…255, [height, width, 3].
   * @returns the layer with its features, [features].
   */
  readonly add: (graph: GraphBuilder, image: string, weights: PretrainedWeights) => string;
}

/** The network for pictures of so many pixels a side: from RGB, 0…255, to its features. Fails with `model-missing` or `model-broken`. */
export function pretrainedGraph(network: PretrainedNetwork, sizePx: number): ModelGraph {
  const graph = new GraphBuilder({ name: 'image', shape: [sizePx, sizePx, 3] });
  return graph.finish([network.add(graph, graph.input.name, readPretrainedWeights(network.file))]);
}
