import * as tf from '@tensorflow/tfjs-core';
import { inputsOf, type Layer, type ModelGraph, type Weights } from './modelGraph';
import { spentValues } from './spentValues';

/** A graph on tfjs's current backend. Dispose of it after use. */
export class GraphNetwork {
  private readonly kept = new Map<Weights, tf.Tensor>();
  /** Of each layer, by its place: the answers that no later one needs. */
  private readonly spent: readonly (readonly string[])[];

  constructor(private readonly graph: ModelGraph) {
    const steps = graph.layers.map((layer) => ({ reads: inputsOf(layer), makes: layer.name }));
    this.spent = spentValues(steps, graph.outputs);
    for (const layer of graph.layers) {
      for (const weights of weightsOf(layer)) {
        this.kept.set(weights, tf.tensor(weights.values, [...weights.shape]));
      }
    }
  }

  /**
   * @param images as the graph's input is, [n, height, width, channels].
   * @returns its outputs in their order, to be disposed of by the caller.
   */
  run(images: tf.Tensor4D): tf.Tensor[] {
    return tf.tidy(() => {
      const answers = new Map<string, tf.Tensor>([[this.graph.input.name, images]]);
      this.graph.layers.forEach((layer, index) => {
        const read = inputsOf(layer).map((input) => answers.get(input)!);
        answers.set(
          layer.name,
          tf.tidy(() => this.answer(layer, read)),
        );
        for (const name of this.spent[index]!) answers.get(name)!.dispose();
      });
      return this.graph.outputs.map((output) => answers.get(output)!);
    });
  }

  dispose(): void {
    tf.dispose([...this.kept.values()]);
    this.kept.clear();
  }

  private answer(layer: Layer, read: readonly tf.Tensor[]): tf.Tensor {
    const input = read[0]!;
    const maps = input as tf.Tensor4D;
    switch (layer.kind) {
      case 'rescaling':
        return tf.add(tf.mul(input, layer.factor), layer.offset);
      case 'convolution':
        return tf.fused.conv2d({
          x: maps,
          filter: this.tensor(layer.weights),
          strides: layer.stride,
          pad: layer.padding,
          ...(layer.bias ? { bias: this.tensor<tf.Tensor1D>(layer.bias) } : {}),
        });
      case 'depthwise':
        return tf.depthwiseConv2d(maps, this.tensor<tf.Tensor4D>(layer.weights), layer.stride, layer.padding);
      case 'normalization': {
        const [mean, variance, offset, scale] = [layer.mean, layer.variance, layer.offset, layer.scale].map(
          (weights) => this.tensor<tf.Tensor1D>(weights),
        );
        return tf.batchNorm(input, mean!, variance!, offset, scale, layer.epsilon);
      }
      case 'pooling':
        return tf.maxPool(maps, layer.windowPx, layer.stride, layer.padding);
      case 'mean':
        return tf.mean(maps, [1, 2]);
      case 'resizing':
        return tf.image.resizeBilinear(maps, [layer.shape[0]!, layer.shape[1]!], false, true);
      case 'dense': {
        const product = tf.matMul(input as tf.Tensor2D, this.tensor<tf.Tensor2D>(layer.weights));
        return layer.bias ? tf.add(product, this.tensor(layer.bias)) : product;
      }
      case 'activation':
        return activate[layer.activation](input);
      case 'flatten':
      case 'reshape':
        return tf.reshape(input, [input.shape[0]!, ...layer.shape]);
      case 'sum':
        return tf.addN([...read]);
      case 'concatenation':
        return tf.concat([...read], -1);
    }
  }

  private tensor<Kind extends tf.Tensor = tf.Tensor4D>(weights: Weights): Kind {
    return this.kept.get(weights) as Kind;
  }
}

const activate = {
  relu: (values: tf.Tensor) => tf.relu(values),
  sigmoid: (values: tf.Tensor) => tf.sigmoid(values),
  softmax: (values: tf.Tensor) => tf.softmax(values),
  exponential: (values: tf.Tensor) => tf.exp(values),
} as const;

function weightsOf(layer: Layer): readonly Weights[] {
  switch (layer.kind) {
    case 'convolution':
    case 'dense':
      return layer.bias ? [layer.weights, layer.bias] : [layer.weights];
    case 'depthwise':
      return [layer.weights];
    case 'normalization':
      return [layer.scale, layer.offset, layer.mean, layer.variance];
    default:
      return [];
  }
}
