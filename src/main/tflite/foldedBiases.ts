import { readersOf, type Operation, type TfliteModel } from './model';

/**
 * The same network with fewer passes over its maps, which take longer than the arithmetic: what a depthwise convolution adds to
 * each channel is added by the 1×1 convolution that reads it alone, W·(x + b) + c = W·x + (W·b + c), also where only a
 * pooling stands between them, since the largest of a window is the same one.
 */
export function withFoldedBiases(model: TfliteModel): TfliteModel {
  const { operations } = model;
  const readers = readersOf(operations);
  const constants = new Map(model.constants);
  const folded = new Set<Operation>();
  for (const operation of operations) {
    const { kind, activation, inputs, output } = operation;
    const bias = constants.get(inputs[2] ?? -1);
    if (kind !== 'depthwiseConvolution' || activation !== 'linear' || !bias) continue;
    const reader = pointwiseReader(model, readers, output);
    if (!reader) continue;
    const [, filter, own] = reader.inputs as [number, number, number];
    constants.set(own, added(constants.get(own)!, constants.get(filter)!, bias));
    folded.add(operation);
  }
  const withoutBias = (operation: Operation): Operation => ({
    ...operation,
    inputs: operation.inputs.slice(0, 2),
  });
  return {
    ...model,
    constants,
    operations: operations.map((operation) => (folded.has(operation) ? withoutBias(operation) : operation)),
  };
}

/** The 1×1 convolution with a bias of its own that alone reads a tensor, or the pooling of it; null where there is none. */
function pointwiseReader(
  model: Pick<TfliteModel, 'outputs' | 'shapes'>,
  readers: ReadonlyMap<number, readonly Operation[]>,
  tensor: number,
): Operation | null {
  const [reader, ...others] = readers.get(tensor) ?? [];
  if (!reader || others.length > 0 || model.outputs.includes(tensor)) return null;
  if (reader.kind === 'maxPool' && reader.activation === 'linear') {
    return pointwiseReader(model, readers, reader.output);
  }
  const [, filter = -1, bias = -1] = reader.inputs;
  const [, rows, columns] = model.shapes[filter] ?? [];
  const isPointwise = reader.kind === 'convolution' && rows === 1 && columns === 1;
  return isPointwise && readers.get(bias)?.length === 1 ? reader : null;
}

/** c + W·b: `weights` [outputs, inputs]. */
function added(own: Float32Array, weights: Float32Array, bias: Float32Array): Float32Array {
  return own.map((value, output) => {
    const row = weights.subarray(output * bias.length, (output + 1) * bias.length);
    return value + row.reduce((sum, weight, input) => sum + weight * bias[input]!, 0);
  });
}
