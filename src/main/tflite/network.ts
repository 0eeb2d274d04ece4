import * as tf from '@tensorflow/tfjs-core';
import { spentValues } from '../learning/graph/spentValues';
import { withFoldedBiases } from './foldedBiases';
import type { Operation, TfliteModel } from './model';

/**
 * A TensorFlow Lite network on tfjs's current backend. Fully convolutional networks take photos of other sizes
 * than they were built for, as long as each side is divided by their strides.
 */
export class TfliteNetwork {
  private readonly weights = new Map<number, tf.Tensor>();
  /** Of each operation, by its place: the tensors that no later one needs. */
  private readonly spent: readonly (readonly number[])[];

  private readonly model: TfliteModel;

  constructor(model: TfliteModel) {
    this.model = withFoldedBiases(model);
    for (const operation of this.model.operations) this.keepWeights(operation);
    const steps = this.model.operations.map(({ inputs, output }) => ({ reads: inputs, makes: output }));
    this.spent = spentValues(steps, this.model.outputs);
  }

  /**
   * `input` [batch, height, width, channels] → the outputs in the file's order, to be disposed of by the caller. What a
   * layer answered is let go once no later one needs it: all of them together are half a gigabyte for sixteen photos.
   */
  run(input: tf.Tensor4D): tf.Tensor[] {
    return tf.tidy(() => {
      const tensors = new Map<number, tf.Tensor>([...this.weights, [this.model.input, input]]);
      for (const [at, operation] of this.model.operations.entries()) {
        tensors.set(operation.output, this.runOperation(operation, tensors));
        for (const tensor of this.spent[at]!) {
          tensors.get(tensor)!.dispose();
          tensors.delete(tensor);
        }
      }
      return this.model.outputs.map((output) => tensors.get(output)!);
    });
  }

  dispose(): void {
    tf.dispose([...this.weights.values()]);
    this.weights.clear();
  }

  private runOperation(operation: Operation, tensors: ReadonlyMap<number, tf.Tensor>): tf.Tensor {
    const { kind, inputs, strides, padding: pad, activation } = operation;
    const [x, second, third] = inputs.map((input) => tensors.get(input)) as [
      tf.Tensor4D,
      tf.Tensor,
      tf.Tensor | undefined,
    ];
    switch (kind) {
      case 'convolution':
      case 'depthwiseConvolution': {
        const convolve = kind === 'convolution' ? tf.fused.conv2d : tf.fused.depthwiseConv2d;
        const [rows, columns] = strides;
        return convolve({
          x,
          filter: second as tf.Tensor4D,
          ...(third ? { bias: third } : {}),
          strides: [rows, columns],
          pad,
          activation,
        });
      }
      case 'add': {
        return tf.tidy(() => {
          const sum = tf.add(x, second);
          return activation === 'relu' ? tf.relu(sum) : sum;
        });
      }
      case 'relu':
        return tf.relu(x);
      case 'prelu':
        return tf.prelu(x, second);
      case 'maxPool':
        return tf.maxPool(x, [...operation.window], [...strides], pad);
      case 'pad':
        return tf.pad(x, this.paddings(inputs[1]!));
      case 'resizeBilinear':
        return tf.image.resizeBilinear(x, this.resized(operation, x), false, operation.halfPixelCenters);
      case 'reshape':
        // Rows and columns become one dimension, of whatever length they have here.
        return tf.reshape(x, [x.shape[0], -1, this.model.shapes[operation.output]!.at(-1)!]);
      case 'dequantize':
        throw new Error('Weights in half precision are converted when the file is read.');
    }
  }

  /** A network enlarges by a factor: that of the sizes which its file declares. */
  private resized({ inputs, output }: Operation, x: tf.Tensor4D): [number, number] {
    const from = this.model.shapes[inputs[0]!]!;
    const to = this.model.shapes[output]!;
    return [(x.shape[1] * to[1]!) / from[1]!, (x.shape[2] * to[2]!) / from[2]!];
  }

  private paddings(tensor: number): [number, number][] {
    const flat = this.model.constants.get(tensor)!;
    return Array.from({ length: flat.length / 2 }, (_, axis) => [flat[2 * axis]!, flat[2 * axis + 1]!]);
  }

  /**
   * The file has filters as [output, rows, columns, input] and depthwise ones as [1, rows, columns, channels];
   * tfjs wants the first dimension last.
   */
  private keepWeights({ kind, inputs }: Operation): void {
    if (kind === 'prelu') this.weights.set(inputs[1]!, this.constant(inputs[1]!));
    if (kind !== 'convolution' && kind !== 'depthwiseConvolution') return;
    const [, filter, bias] = inputs as [number, number, number?];
    this.weights.set(
      filter,
      tf.tidy(() => tf.transpose(this.constant(filter), [1, 2, 3, 0])),
    );
    if (bias !== undefined) this.weights.set(bias, this.constant(bias));
  }

  private constant(tensor: number): tf.Tensor {
    return tf.tensor(this.model.constants.get(tensor)!, [...this.model.shapes[tensor]!], 'float32');
  }
}
