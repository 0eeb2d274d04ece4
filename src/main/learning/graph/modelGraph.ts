/**
 * A trained network in no library's terms: what is run here, and what every format is written from. Values are laid out as
 * TensorFlow has them: maps [n, height, width, channels], convolution weights [height, width, inputs, outputs], dense weights
 * [inputs, outputs]. Shapes of layers leave the batch out.
 */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface Named {
  /** Letters, digits and underscores; unique in the graph. */
  readonly name: string;
  /** Of what it answers. */
  readonly shape: readonly number[];
}

interface Common extends Named {
  /** The layer, or the graph's input, that it reads. */
  readonly input: string;
}

export const activations = ['relu', 'sigmoid', 'softmax', 'exponential'] as const;
export type ActivationName = (typeof activations)[number];

/** How a window meets the edge. 'same' as TensorFlow does it: of an odd total the larger part below and on the right. */
export type Padding = 'same' | 'valid';

/** values·factor + offset. */
export interface RescalingLayer extends Common {
  readonly kind: 'rescaling';
  readonly factor: number;
  readonly offset: number;
}

export interface ConvolutionLayer extends Common {
  readonly kind: 'convolution';
  readonly weights: Weights;
  readonly bias: Weights | null;
  readonly stride: number;
  readonly padding: Padding;
}

/** Each channel by itself: weights [height, width, channels, 1]. */
export interface DepthwiseLayer extends Common {
  readonly kind: 'depthwise';
  readonly weights: Weights;
  readonly stride: number;
  readonly padding: Padding;
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

/** The largest of each square window. */
export interface PoolingLayer extends Common {
  readonly kind: 'pooling';
  readonly windowPx: number;
  readonly stride: number;
  readonly padding: Padding;
}

/** Of each channel the mean of all pixels: [height, width, channels] → [channels]. */
export interface MeanLayer extends Common {
  readonly kind: 'mean';
}

/** To the shape's height and width, bilinear, pixel centres at +0.5 on both sides, without antialiasing. */
export interface ResizingLayer extends Common {
  readonly kind: 'resizing';
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

/** Of several of the same shape, number by number. */
export interface SumLayer extends Named {
  readonly kind: 'sum';
  readonly inputs: readonly string[];
}

/** Several rows, one behind the other along the last axis. */
export interface ConcatenationLayer extends Named {
  readonly kind: 'concatenation';
  readonly inputs: readonly string[];
}

export type Layer =
  | RescalingLayer
  | ConvolutionLayer
  | DepthwiseLayer
  | NormalizationLayer
  | PoolingLayer
  | MeanLayer
  | ResizingLayer
  | DenseLayer
  | ActivationLayer
  | FlattenLayer
  | ReshapeLayer
  | SumLayer
  | ConcatenationLayer;

export interface ModelGraph {
  /** RGB, 0…255: [n, height, width, 3]. */
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  /** Each after what it reads. */
  readonly layers: readonly Layer[];
  /** Names of the layers that answer, in the order in which they do. */
  readonly outputs: readonly string[];
}

export function layerNamed(graph: Pick<ModelGraph, 'layers'>, name: string): Layer {
  const layer = graph.layers.find((candidate) => candidate.name === name);
  if (!layer) throw new RangeError(`The graph has no layer ${name}.`);
  return layer;
}

/** The layers, or the graph's input, that a layer reads. */
export function inputsOf(layer: Layer): readonly string[] {
  return 'inputs' in layer ? layer.inputs : [layer.input];
}

/** Of a layer's answer, or of the graph's input, without the batch. */
export function shapeOf(graph: Pick<ModelGraph, 'input' | 'layers'>, name: string): readonly number[] {
  return name === graph.input.name ? graph.input.shape : layerNamed(graph, name).shape;
}

/** Times a factor. */
export function scaled({ shape, values }: Weights, factor: number): Weights {
  return factor === 1 ? { shape, values } : { shape, values: values.map((value) => value * factor) };
}
