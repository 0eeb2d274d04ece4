/**
 * A trained network in no library's terms: what every writer writes from. Values are laid out as TensorFlow has them:
 * maps [n, height, width, channels], convolution weights [height, width, inputs, outputs], dense weights
 * [inputs, outputs]. Shapes of layers leave the batch out.
 */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Common {
  /** Letters, digits and underscores; unique in the graph. */
  readonly name: string;
  /** The layer, or the graph's input, that it reads. */
  readonly input: string;
  /** Of what it answers. */
  readonly shape: readonly number[];
}

export const activations = ['relu', 'sigmoid', 'softmax', 'exponential'] as const;
export type ActivationName = (typeof activations)[number];

/** values·factor + offset. */
export interface RescalingLayer extends Common {
  readonly kind: 'rescaling';
  readonly factor: number;
  readonly offset: number;
}

/** Stride 1, 'same' padding as TensorFlow does it: of an odd total the larger part below and on the right. */
export interface ConvolutionLayer extends Common {
  readonly kind: 'convolution';
  readonly weights: Weights;
  readonly bias: Weights | null;
}

/** scale·(x − mean)/√(variance + epsilon) + offset along the last axis. */
export interface NormalizationLayer extends Common {
  readonly kind: 'normalization';
  readonly scale: Weights;
  readonly offset: Weights;
  readonly mean: Weights;
  readonly variance: Weights;
  readonly epsilon: number;
}

/** The largest of each 2×2 window; an odd last row or column is dropped. */
export interface PoolingLayer extends Common {
  readonly kind: 'pooling';
}

export interface DenseLayer extends Common {
  readonly kind: 'dense';
  readonly weights: Weights;
  readonly bias: Weights | null;
}

export interface ActivationLayer extends Common {
  readonly kind: 'activation';
  /** Softmax is along the last axis. */
  readonly activation: ActivationName;
}

/** All numbers of a face in one row, in their order. */
export interface FlattenLayer extends Common {
  readonly kind: 'flatten';
}

/** The same numbers in another shape. */
export interface ReshapeLayer extends Common {
  readonly kind: 'reshape';
}

export type Layer =
  | RescalingLayer
  | ConvolutionLayer
  | NormalizationLayer
  | PoolingLayer
  | DenseLayer
  | ActivationLayer
  | FlattenLayer
  | ReshapeLayer;

export interface ModelGraph {
  /** RGB, 0…255: [n, sizePx, sizePx, 3]. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  /** Each after what it reads. */
  readonly layers: readonly Layer[];
  /** Names of the layers that answer, one a head in the heads' order. */
  readonly outputs: readonly string[];
}

export function layerNamed(graph: ModelGraph, name: string): Layer {
  const layer = graph.layers.find((candidate) => candidate.name === name);
  if (!layer) throw new RangeError(`The graph has no layer ${name}.`);
  return layer;
}

/** Of what a layer reads, without the batch. */
export function inputShapeOf(graph: ModelGraph, layer: Layer): readonly number[] {
  return layer.input === graph.input.name ? graph.input.shape : layerNamed(graph, layer.input).shape;
}
