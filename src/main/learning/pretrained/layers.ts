import type { GraphBuilder } from '../graph/graphBuilder';
import type { Weights } from '../graph/modelGraph';

/** What the networks of others have in common: each adds layers to a graph and returns the name of the last of them. */

export function relu(graph: GraphBuilder, input: string): string {
  return graph.add({ kind: 'activation', name: `${input}_relu`, input, activation: 'relu' });
}

export interface SeparableWeights {
  readonly depthwise: Weights;
  readonly pointwise: Weights;
  readonly bias: Weights;
}

/** A convolution of each channel by itself, then one across channels. */
export function separable(
  graph: GraphBuilder,
  name: string,
  input: string,
  { depthwise, pointwise, bias }: SeparableWeights,
  stride = 1,
): string {
  const own = graph.add({
    kind: 'depthwise',
    name: `${name}_depthwise`,
    input,
    weights: depthwise,
    stride,
    padding: 'same',
  });
  return graph.add({
    kind: 'convolution',
    name,
    input: own,
    weights: pointwise,
    bias,
    stride: 1,
    padding: 'same',
  });
}

/** The largest of each window of three, of half the side. */
export function halvingPool(graph: GraphBuilder, input: string): string {
  return graph.add({
    kind: 'pooling',
    name: `${input}_pool`,
    input,
    windowPx: 3,
    stride: 2,
    padding: 'same',
  });
}
