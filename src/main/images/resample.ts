import type { ImageSize, Region } from './region';
import { sumRows, weightOne } from './rowSums';

/** Rows of 8-bit samples, of one channel or of interleaved ones. Each row begins at a multiple of four bytes. */
export interface Plane {
  readonly samples: Uint8Array;
  /** Bytes a row, a multiple of four. */
  readonly stride: number;
  /** Bytes a pixel. */
  readonly step: 1 | 4;
}

/**
 * 'bilinear' weighs the two nearest samples however far apart the output's are (as TensorFlow's resize does);
 * 'antialiased' widens the triangle to the output's spacing when shrinking (as PIL's bilinear does).
 */
export type ResamplingFilter = 'bilinear' | 'antialiased';

/** For each output position: its first input position, and `taps` weights that sum to 256. */
export interface AxisWeights {
  readonly first: Int32Array;
  readonly weights: Int32Array;
  readonly taps: number;
}

/** Which samples of a plane make which pixel of a crop. */
export interface Resampling {
  readonly columns: AxisWeights;
  readonly rows: AxisWeights;
}

/**
 * How a region of a plane becomes a square: a position p of the plane lands at (p − region.xy) / region.wh · side,
 * pixel centres at +0.5 on both sides; outside of the plane its edge is repeated.
 */
export function planResampling(
  region: Region,
  size: ImageSize,
  sidePx: number,
  filter: ResamplingFilter,
): Resampling {
  return {
    columns: axisWeights(region.x, region.width, size.widthPx, sidePx, filter),
    rows: axisWeights(region.y, region.height, size.heightPx, sidePx, filter),
  };
}

/** First and end (exclusive) of the samples that a plan reads along one axis. */
export function samplesRead({ first, taps }: AxisWeights): readonly [number, number] {
  return [first[0]!, first[first.length - 1]! + taps];
}

/**
 * Carries out a plan for some channels of a plane. Result for each: bytes [column, row], with `resampledStride`
 * bytes a column; transposed, since the work is weighted sums of rows, a transposition, and again weighted sums
 * of rows, which are computed four bytes at a time. Valid until the next call.
 */
export function resample(plane: Plane, plan: Resampling, channels: readonly number[]): Uint8Array[] {
  const { step } = plane;
  const [left, right] = samplesRead(plan.columns);
  // Whole groups of four bytes, beginning with one that holds the first sample.
  const firstByte = (left * step) & ~3;
  const width = wordAligned(right * step - firstByte);
  const height = plan.rows.first.length;
  const flattened = scratch(0, width * height);
  sumRows({ bytes: plane.samples, stride: plane.stride, left: firstByte, width }, plan.rows, 0, flattened);
  const columnStride = resampledStride(height);
  const upended = scratch(1, (right - left) * columnStride);
  return channels.map((channel, index) => {
    for (let row = 0; row < height; row += 1) {
      let from = row * width + left * step - firstByte + channel;
      for (let to = row; to < upended.length; to += columnStride, from += step)
        upended[to] = flattened[from]!;
    }
    const resized = scratch(2 + index, plan.columns.first.length * columnStride);
    sumRows(
      { bytes: upended, stride: columnStride, left: 0, width: columnStride },
      plan.columns,
      left,
      resized,
    );
    return resized;
  });
}

/** Bytes a column in what `resample` answers for a crop of this side. */
export function resampledStride(sidePx: number): number {
  return wordAligned(sidePx);
}

function wordAligned(bytes: number): number {
  return (bytes + 3) & ~3;
}

const scratches: Uint8Array[] = [];

function scratch(index: number, length: number): Uint8Array {
  if ((scratches[index]?.length ?? 0) < length) scratches[index] = new Uint8Array(wordAligned(length));
  return scratches[index]!.subarray(0, length);
}

/** Weights along one axis; taps that fall outside are added to the edge sample's. */
function axisWeights(
  start: number,
  length: number,
  inputSize: number,
  outputSize: number,
  filter: ResamplingFilter,
): AxisWeights {
  const scale = length / outputSize;
  const radius = filter === 'antialiased' ? Math.max(1, scale) : 1;
  // Positions nearer than the radius.
  const taps = Math.min(inputSize, Math.ceil(2 * radius));
  const first = new Int32Array(outputSize);
  const weights = new Int32Array(outputSize * taps);
  const shares = new Float64Array(taps);
  for (let output = 0; output < outputSize; output += 1) {
    // Centre of the output pixel, as a position among the input's sample centres.
    const centre = start + (output + 0.5) * scale - 0.5;
    const from = Math.floor(centre - radius) + 1;
    const to = Math.ceil(centre + radius) - 1;
    const firstTap = Math.min(Math.max(from, 0), inputSize - taps);
    first[output] = firstTap;
    shares.fill(0);
    let total = 0;
    for (let position = from; position <= to; position += 1) {
      const tap = Math.min(Math.max(position, 0), inputSize - 1) - firstTap;
      const share = radius - Math.abs(position - centre);
      shares[tap] = shares[tap]! + share;
      total += share;
    }
    // Each running sum is rounded, so that the weights sum to exactly one: a flat picture stays flat.
    let sum = 0;
    let written = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      sum += shares[tap]!;
      const until = Math.round((sum / total) * weightOne);
      weights[output * taps + tap] = until - written;
      written = until;
    }
  }
  return { first, weights, taps };
}
