import { fail } from '@shared/result';
import { FlatTable } from './flatBuffer';

/**
 * A network as a TensorFlow Lite file holds it (tensorflow/lite/schema/schema.fbs, version 3), as far as
 * convolutional networks in half or single precision need it. Tensors are numbered; `constants` has the weights.
 */
export interface TfliteModel {
  readonly input: number;
  readonly outputs: readonly number[];
  /** By tensor, as the file declares them: for the input that the network was built for. */
  readonly shapes: readonly (readonly number[])[];
  /** By tensor number; integers (sizes, paddings) as numbers too. */
  readonly constants: ReadonlyMap<number, Float32Array>;
  /** In the order in which they can be run. */
  readonly operations: readonly Operation[];
}

export type Padding = 'same' | 'valid';

export interface Operation {
  readonly kind: OperationKind;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly padding: Padding;
  /** Rows and columns. */
  readonly strides: readonly [number, number];
  /** Of a pooling: rows and columns. */
  readonly window: readonly [number, number];
  readonly activation: 'linear' | 'relu';
  readonly halfPixelCenters: boolean;
}

const kinds = {
  0: 'add',
  3: 'convolution',
  4: 'depthwiseConvolution',
  6: 'dequantize',
  17: 'maxPool',
  19: 'relu',
  22: 'reshape',
  23: 'resizeBilinear',
  34: 'pad',
  54: 'prelu',
} as const;
type OperationKind = (typeof kinds)[keyof typeof kinds];

/** Fails with `model-broken` when the bytes are no TensorFlow Lite file, or one with operations not known here. */
export function readTfliteModel(bytes: Uint8Array): TfliteModel {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (new TextDecoder().decode(bytes.subarray(4, 8)) !== 'TFL3') broken('it is no TensorFlow Lite file');
    return modelOf(FlatTable.root(view));
  } catch (thrown) {
    if (thrown instanceof RangeError) broken('it is cut off');
    throw thrown;
  }
}

function modelOf(root: FlatTable): TfliteModel {
  // A code above 127 stands in a field of its own.
  const codes = root.tables(1).map((code) => Math.max(code.byte(0, 0), code.integer(3, 0)));
  const buffers = root.tables(4);
  const graph = root.tables(2)[0] ?? broken('it has no graph');
  const tensors = graph.tables(0);
  const constants = new Map<number, Float32Array>();
  tensors.forEach((tensor, index) => {
    const bytes = buffers[tensor.integer(2, 0)]?.byteVector(0);
    if (bytes && bytes.length > 0) constants.set(index, numbersOf(bytes, tensor.byte(1, 0)));
  });
  const operations = graph.tables(3).map((operation) => operationOf(operation, codes));
  // Weights in half precision become numbers when they are read.
  for (const { kind, inputs, output } of operations) {
    if (kind === 'dequantize')
      constants.set(output, constants.get(inputs[0]!) ?? broken('a weight is missing'));
  }
  return {
    input: graph.integers(1)[0] ?? broken('it has no input'),
    outputs: graph.integers(2),
    shapes: tensors.map((tensor) => tensor.integers(0)),
    constants,
    operations: withFusedRelu(operations.filter(({ kind }) => kind !== 'dequantize')),
  };
}

function operationOf(operation: FlatTable, codes: readonly number[]): Operation {
  const code = codes[operation.integer(0, 0)] ?? -1;
  const kind = kinds[code as keyof typeof kinds] ?? broken(`operation ${code} is not known here`);
  const options = operation.table(4);
  const number = (field: number, otherwise: number): number =>
    options?.integer(field, otherwise) ?? otherwise;
  const flag = (field: number): number => options?.byte(field, 0) ?? 0;
  const strided = kind === 'convolution' || kind === 'depthwiseConvolution' || kind === 'maxPool';
  const activationField = { convolution: 3, depthwiseConvolution: 4, maxPool: 5, add: 0 };
  const activation =
    kind in activationField ? flag(activationField[kind as keyof typeof activationField]) : 0;
  if (activation > 1) broken(`activation ${activation} is not known here`);
  return {
    kind,
    inputs: operation.integers(1),
    output: operation.integers(2)[0] ?? broken('an operation has no output'),
    padding: strided && flag(0) === 0 ? 'same' : 'valid',
    strides: strided ? [number(2, 1), number(1, 1)] : [1, 1],
    window: kind === 'maxPool' ? [number(4, 1), number(3, 1)] : [1, 1],
    activation: activation === 1 ? 'relu' : 'linear',
    halfPixelCenters: kind === 'resizeBilinear' && flag(3) === 1,
  };
}

/** By tensor, the operations that read it. */
export function readersOf(operations: readonly Operation[]): Map<number, Operation[]> {
  const readers = new Map<number, Operation[]>();
  for (const operation of operations) {
    for (const input of operation.inputs) readers.set(input, [...(readers.get(input) ?? []), operation]);
  }
  return readers;
}

/** A ReLU right after a convolution becomes a part of it, which saves a pass over its output. */
function withFusedRelu(operations: readonly Operation[]): Operation[] {
  const readers = readersOf(operations);
  const fused = new Set<Operation>();
  return operations
    .map((operation) => {
      const [reader, ...others] = readers.get(operation.output) ?? [];
      const convolves = operation.kind === 'convolution' || operation.kind === 'depthwiseConvolution';
      if (!convolves || reader?.kind !== 'relu' || others.length > 0) return operation;
      fused.add(reader);
      return { ...operation, activation: 'relu' as const, output: reader.output };
    })
    .filter((operation) => !fused.has(operation));
}

const float32Type = 0;
const float16Type = 1;
const int32Type = 2;

function numbersOf(bytes: Uint8Array, type: number): Float32Array {
  // The file aligns a vector to 4 bytes at most, and a typed array may need more.
  const aligned = bytes.slice().buffer;
  if (type === float32Type) return new Float32Array(aligned);
  if (type === int32Type) return Float32Array.from(new Int32Array(aligned));
  if (type === float16Type) return Float32Array.from(new Uint16Array(aligned), singleFromHalf);
  return broken(`numbers of type ${type} are not known here`);
}

/** IEEE 754 binary16. */
function singleFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function broken(why: string): never {
  fail('model-broken', `The network cannot be read: ${why}. Install Facet anew.`);
}
