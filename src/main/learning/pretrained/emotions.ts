import type { GraphBuilder } from '../graph/graphBuilder';
import type { Padding } from '../graph/modelGraph';
import { halvingPool, relu, separable } from './layers';
import type { PretrainedNetwork } from './pretrainedNetwork';
import type { PretrainedWeights } from './weights';

/** Side of the square in which the network knows faces, which fill it. */
export const emotionsInputPx = 64;

/**
 * What seven emotions are told by: a small Xception (mini_XCEPTION of Arriaga, Valdenegro-Toro and Plöger 2017, in `@vladmandic/human`),
 * which sees gray pictures. Its batch normalisations lie in its weights already.
 */
export const emotions: PretrainedNetwork = {
  file: {
    title: 'The network of emotions',
    package: '@vladmandic/human',
    manifest: 'models/emotion.json',
    numbers: 'models/emotion.bin',
  },
  features: 256,
  add: (graph, image, weights) => {
    const layers = new EmotionLayers(graph, weights);
    let maps = layers.gray(image);
    maps = layers.relu(layers.convolution(maps, 1, 2, 'valid'));
    maps = layers.relu(layers.convolution(maps, 2, 1, 'valid'));
    maps = block(layers, maps, maps, { first: 1, projection: 3, depthwise: ['unknown_9', 'unknown_15'] });
    const read = layers.relu(maps);
    maps = block(layers, maps, read, { first: 3, projection: 4, depthwise: ['unknown_26', 'unknown_32'] });
    return graph.add({ kind: 'mean', name: 'emotions_features', input: maps });
  },
};

/** The file's names of a block's weights: the number of its first separable convolution and of its projection, and the depthwise ones. */
interface BlockNames {
  readonly first: number;
  readonly projection: number;
  readonly depthwise: readonly [string, string];
}

/** Of half the side: the largest of what two separable convolutions make of `read`, beside a projection of the maps themselves. */
function block(layers: EmotionLayers, maps: string, read: string, names: BlockNames): string {
  const { first, projection, depthwise } = names;
  const inner = layers.relu(layers.separable(read, first, depthwise[0]));
  const pooled = halvingPool(layers.graph, layers.separable(inner, first + 1, depthwise[1]));
  const inputs = [pooled, layers.convolution(maps, projection, 2, 'same')];
  return layers.graph.add({ kind: 'sum', name: `emotions_sum${first}`, inputs });
}

const inFile = 'StatefulPartitionedCall/model_1';

class EmotionLayers {
  constructor(
    readonly graph: GraphBuilder,
    private readonly weights: PretrainedWeights,
  ) {}

  /** RGB, 0…255, as the network is shown it: its luminance, −1…1. */
  gray(image: string): string {
    const values = Float32Array.from([0.2989, 0.587, 0.114], (share) => (share * 2) / 255);
    return this.graph.add({
      kind: 'convolution',
      name: 'emotions_gray',
      input: image,
      weights: { shape: [1, 1, 3, 1], values },
      bias: { shape: [1], values: Float32Array.of(-1) },
      stride: 1,
      padding: 'same',
    });
  }

  convolution(input: string, number: number, stride: number, padding: Padding): string {
    const own = `${inFile}/conv2d_${number}/Conv2D`;
    return this.graph.add({
      kind: 'convolution',
      name: `emotions_convolution${number}`,
      input,
      weights: this.weights.get(`${own}_weights`),
      bias: this.weights.get(`${own}_bn_offset`),
      stride,
      padding,
    });
  }

  separable(input: string, number: number, depthwise: string): string {
    const across = `${inFile}/separable_conv2d_${number}/separable_conv2d`;
    return separable(this.graph, `emotions_separable${number}`, input, {
      depthwise: this.weights.get(depthwise),
      pointwise: this.weights.get(`${across}_weights`),
      bias: this.weights.get(`${across}_bn_offset`),
    });
  }

  relu(input: string): string {
    return relu(this.graph, input);
  }
}
