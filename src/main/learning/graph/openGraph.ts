import type * as tf from '@tensorflow/tfjs-core';
import { GraphSession, runsGraphs } from '../backends/graphSession';
import { savedModelBytes } from './savedModel';
import { GraphNetwork } from './graphNetwork';
import type { ModelGraph } from './modelGraph';

/** A network that is ready to answer. Dispose of it after use. */
export interface OpenNetwork {
  /**
   * @param images as its input is, [n, height, width, channels].
   * @returns its outputs in their order, to be disposed of by the caller.
   */
  readonly run: (images: tf.Tensor4D) => tf.Tensor[];
  readonly dispose: () => void;
}

/** The graph on tfjs's current backend: as a whole where that can be, else layer by layer. */
export function openGraph(graph: ModelGraph): OpenNetwork {
  const whole = runsGraphs()
    ? GraphSession.open(savedModelBytes(graph), graph.input.name, graph.outputs)
    : null;
  return whole ?? new GraphNetwork(graph);
}
