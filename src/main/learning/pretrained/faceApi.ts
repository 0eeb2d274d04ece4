import type { GraphBuilder } from '../graph/graphBuilder';
import { halvingPool, relu, separable } from './layers';
import type { PretrainedFile, PretrainedWeights } from './weights';

/** Side of the square in which face-api.js' networks (Mühler 2018) know faces best. */
export const faceApiInputPx = 112;

/** Red, green and blue of a photo's pixels in the mean, 0…255. */
const meanColour = [122.782, 117.001, 104.298];

/** @param title as the beginning of a sentence. */
export function faceApiFile(title: string, name: string): PretrainedFile {
  return {
    title,
    package: '@vladmandic/face-api',
    manifest: `model/${name}-weights_manifest.json`,
    numbers: `model/${name}.bin`,
  };
}

/** Adds layers as face-api.js has them, each under `prefix` and the name of its weights. */
export class FaceApiLayers {
  constructor(
    readonly graph: GraphBuilder,
    private readonly weights: PretrainedWeights,
    private readonly prefix: string,
  ) {}

  /** RGB, 0…255, as the networks are shown it: 0…1, less the mean colour. A convolution of one pixel, which every format has. */
  shown(image: string): string {
    const values = Float32Array.of(1 / 255, 0, 0, 0, 1 / 255, 0, 0, 0, 1 / 255);
    return this.graph.add({
      kind: 'convolution',
      name: this.named('shown'),
      input: image,
      weights: { shape: [1, 1, 3, 3], values },
      bias: { shape: [3], values: Float32Array.from(meanColour, (mean) => -mean / 255) },
      stride: 1,
      padding: 'same',
    });
  }

  convolution(input: string, name: string, stride: number): string {
    return this.graph.add({
      kind: 'convolution',
      name: this.named(name),
      input,
      weights: this.weights.get(`${name}/filters`),
      bias: this.weights.get(`${name}/bias`),
      stride,
      padding: 'same',
    });
  }

  separable(input: string, name: string, stride = 1): string {
    const weights = {
      depthwise: this.weights.get(`${name}/depthwise_filter`),
      pointwise: this.weights.get(`${name}/pointwise_filter`),
      bias: this.weights.get(`${name}/bias`),
    };
    return separable(this.graph, this.named(name), input, weights, stride);
  }

  relu(input: string): string {
    return relu(this.graph, input);
  }

  sum(name: string, ...inputs: readonly string[]): string {
    return this.graph.add({ kind: 'sum', name: this.named(name), inputs });
  }

  pooled(input: string): string {
    return halvingPool(this.graph, input);
  }

  mean(input: string): string {
    return this.graph.add({ kind: 'mean', name: this.named('features'), input });
  }

  private named(name: string): string {
    return `${this.prefix}_${name.replaceAll('/', '_')}`;
  }
}
