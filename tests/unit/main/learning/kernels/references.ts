/** Plain loops in double precision, to hold the kernels against. Arrays are channels-last, row-major. */

export type Shape4D = readonly [number, number, number, number];

export interface ConvolutionGradients {
  readonly output: Float64Array;
  readonly input: Float64Array;
  readonly filter: Float64Array;
}

/** A convolution of stride 1 with `padding` zeros before (the rest after), and both gradients of Σ dy·output. */
export function convolution(
  x: Float32Array,
  [count, height, width, inputs]: Shape4D,
  filter: Float32Array,
  [rows, columns, , outputs]: Shape4D,
  dy: Float32Array,
): ConvolutionGradients {
  const top = Math.floor((rows - 1) / 2);
  const left = Math.floor((columns - 1) / 2);
  const output = new Float64Array(count * height * width * outputs);
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(filter.length);
  for (let n = 0; n < count; n += 1)
    for (let y = 0; y < height; y += 1)
      for (let z = 0; z < width; z += 1)
        for (let i = 0; i < rows; i += 1)
          for (let j = 0; j < columns; j += 1) {
            const sourceY = y + i - top;
            const sourceX = z + j - left;
            if (sourceY < 0 || sourceY >= height || sourceX < 0 || sourceX >= width) continue;
            for (let a = 0; a < inputs; a += 1)
              for (let b = 0; b < outputs; b += 1) {
                const from = ((n * height + sourceY) * width + sourceX) * inputs + a;
                const to = ((n * height + y) * width + z) * outputs + b;
                const weight = ((i * columns + j) * inputs + a) * outputs + b;
                output[to]! += x[from]! * filter[weight]!;
                dx[from]! += dy[to]! * filter[weight]!;
                dw[weight]! += dy[to]! * x[from]!;
              }
          }
  return { output, input: dx, filter: dw };
}

/** 2×2 maxima with stride 2, and the gradient that the first of each window's maxima gets. */
export function maxPooling(
  x: Float32Array,
  [count, height, width, channels]: Shape4D,
  dy: Float32Array,
): { output: Float64Array; input: Float64Array } {
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const output = new Float64Array(count * rows * columns * channels);
  const input = new Float64Array(x.length);
  for (let target = 0; target < output.length; target += 1) {
    const channel = target % channels;
    const column = Math.floor(target / channels) % columns;
    const row = Math.floor(target / channels / columns) % rows;
    const image = Math.floor(target / channels / columns / rows);
    const indices = [0, 1, 2, 3].map(
      (corner) =>
        ((image * height + 2 * row + (corner >> 1)) * width + 2 * column + (corner & 1)) * channels + channel,
    );
    const largest = Math.max(...indices.map((index) => x[index]!));
    output[target] = largest;
    input[indices.find((index) => x[index] === largest)!]! += dy[target]!;
  }
  return { output, input };
}

export interface BatchNormalisation {
  readonly output: Float64Array;
  readonly mean: Float64Array;
  readonly unbiasedVariance: Float64Array;
}

export function batchNormalisation(
  x: ArrayLike<number>,
  scale: ArrayLike<number>,
  offset: ArrayLike<number>,
  epsilon: number,
): BatchNormalisation {
  const channels = scale.length;
  const count = x.length / channels;
  const output = new Float64Array(x.length);
  const mean = new Float64Array(channels);
  const unbiasedVariance = new Float64Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const values = Array.from({ length: count }, (_, row) => x[row * channels + channel]!);
    const average = values.reduce((sum, value) => sum + value, 0) / count;
    const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
    mean[channel] = average;
    unbiasedVariance[channel] = squares / (count - 1);
    const factor = scale[channel]! / Math.sqrt(squares / count + epsilon);
    values.forEach((value, row) => {
      output[row * channels + channel] = (value - average) * factor + offset[channel]!;
    });
  }
  return { output, mean, unbiasedVariance };
}

/** ∂Σ(weights·f)/∂values by central differences. */
export function numericGradient(
  f: (values: Float64Array) => ArrayLike<number>,
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const step = 1e-5;
  const total = (point: Float64Array): number =>
    Array.from(f(point)).reduce((sum, value, index) => sum + value * weights[index]!, 0);
  return Float64Array.from({ length: values.length }, (_, index) => {
    const point = Float64Array.from(Array.from(values));
    point[index]! += step;
    const above = total(point);
    point[index]! -= 2 * step;
    return (above - total(point)) / (2 * step);
  });
}
