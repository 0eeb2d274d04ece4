import { shapeOf, type Layer, type ModelGraph, type Padding } from './modelGraph';

/** A layer before its shape is known, which follows from what it reads; of those that choose it, with it. */
export type Part = Layer extends infer Of
  ? Of extends { readonly kind: 'reshape' | 'resizing' }
    ? Of
    : Of extends Layer
      ? Omit<Of, 'shape'>
      : never
  : never;

/** Puts a graph together, layer by layer. */
export class GraphBuilder {
  readonly layers: Layer[] = [];

  constructor(readonly input: ModelGraph['input']) {}

  /** @returns the layer's name, for those that read it. */
  add(part: Part): string {
    this.layers.push({ ...part, shape: this.shapeAfter(part) } as Layer);
    return part.name;
  }

  /** Of a layer's answer, or of the input, without the batch. */
  shapeOf(name: string): readonly number[] {
    return shapeOf(this, name);
  }

  finish(outputs: readonly string[]): ModelGraph {
    return { input: this.input, layers: this.layers, outputs };
  }

  private shapeAfter(part: Part): readonly number[] {
    switch (part.kind) {
      case 'reshape':
      case 'resizing':
        return part.shape;
      case 'convolution':
        return this.windowed(part.input, part.weights.shape[0]!, part, part.weights.shape[3]!);
      case 'depthwise':
        return this.windowed(part.input, part.weights.shape[0]!, part);
      case 'pooling':
        return this.windowed(part.input, part.windowPx, part);
      case 'mean':
        return this.shapeOf(part.input).slice(-1);
      case 'dense':
        return [part.weights.shape[1]!];
      case 'flatten':
        return [this.shapeOf(part.input).reduce((product, size) => product * size, 1)];
      case 'concatenation': {
        return [part.inputs.reduce((sum, input) => sum + this.shapeOf(input)[0]!, 0)];
      }
      case 'sum':
        return this.shapeOf(part.inputs[0]!);
      case 'rescaling':
      case 'normalization':
      case 'activation':
        return this.shapeOf(part.input);
    }
  }

  private windowed(
    input: string,
    windowPx: number,
    { stride, padding }: { readonly stride: number; readonly padding: Padding },
    channels?: number,
  ): readonly number[] {
    const [height, width, own] = this.shapeOf(input) as [number, number, number];
    const along = (size: number): number =>
      Math.ceil((padding === 'same' ? size : size - windowPx + 1) / stride);
    return [along(height), along(width), channels ?? own];
  }
}
