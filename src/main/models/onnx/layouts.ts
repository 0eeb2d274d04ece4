import type { Padding, Weights } from '../../learning/graph/modelGraph';

/** [height, width, inputs, outputs] → [outputs, inputs, height, width]. */
export function outputsFirst({ shape, values }: Weights): Weights {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const turned = new Float32Array(values.length);
  let from = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let input = 0; input < inputs; input += 1) {
        for (let output = 0; output < outputs; output += 1) {
          turned[((output * inputs + input) * height + row) * width + column] = values[from]!;
          from += 1;
        }
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned };
}

/** Weights of convolutions channel by channel, [height, width, channels, 1] → [channels, 1, height, width]. */
export function channelsFirst({ shape, values }: Weights): Weights {
  const [height, width, channels] = shape as [number, number, number];
  return outputsFirst({ shape: [height, width, 1, channels], values });
}

/** How windows go over maps. */
export interface Windows {
  /** [height, width]. */
  readonly window: readonly [number, number];
  readonly stride: number;
  readonly padding: Padding;
}

/**
 * What is put around maps: [top, left, bottom, right]. Of 'same', where windows of a stride reach beyond them as far as TensorFlow lets
 * them, of an odd total the larger part below and on the right.
 *
 * @param size of the maps, [height, width].
 */
export function paddingOf(size: readonly [number, number], { window, stride, padding }: Windows): number[] {
  if (padding === 'valid') return [0, 0, 0, 0];
  const totals = size.map((length, side) =>
    Math.max((Math.ceil(length / stride) - 1) * stride + window[side]! - length, 0),
  );
  const before = totals.map((total) => Math.floor(total / 2));
  return [...before, ...totals.map((total, side) => total - before[side]!)];
}
