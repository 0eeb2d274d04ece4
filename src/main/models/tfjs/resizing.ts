import type { ResizingLayer, Weights } from '../../learning/graph/modelGraph';
import type { TfjsLayer } from './layer';

/**
 * A resizing as tfjs's layers can do it: theirs has its pixel centres at whole numbers. Each axis by itself is a linear map, a dense
 * layer along the last axis, to which the axes are turned: rows first, then columns, and back.
 *
 * @param from what is resized, [height, width, channels].
 */
export function resizingLayers({ name, input, shape }: ResizingLayer, from: readonly number[]): TfjsLayer[] {
  const turned = (part: string, read: string): TfjsLayer => ({
    name: part,
    className: 'Permute',
    settings: { dims: [2, 3, 1] },
    inputs: [read],
    weights: [],
  });
  const along = (axis: 0 | 1, part: string, read: string): TfjsLayer => ({
    name: part,
    className: 'Dense',
    settings: { units: shape[axis], activation: 'linear', use_bias: false },
    inputs: [read],
    weights: [{ name: 'kernel', weights: interpolation(from[axis]!, shape[axis]!) }],
  });
  return [
    turned(`${name}_rows_last`, input),
    along(0, `${name}_rows`, `${name}_rows_last`),
    turned(`${name}_columns_last`, `${name}_rows`),
    along(1, `${name}_columns`, `${name}_columns_last`),
    turned(name, `${name}_columns`),
  ];
}

/** What each of `from` pixels in a row counts in each of `to`: bilinear, pixel centres at +0.5 on both sides. [from, to]. */
export function interpolation(from: number, to: number): Weights {
  const values = new Float32Array(from * to);
  const inside = (pixel: number): number => Math.min(Math.max(pixel, 0), from - 1);
  for (let pixel = 0; pixel < to; pixel += 1) {
    const place = ((pixel + 0.5) * from) / to - 0.5;
    const before = Math.floor(place);
    // Beyond the edge both are the same pixel.
    values[inside(before) * to + pixel]! += before + 1 - place;
    values[inside(before + 1) * to + pixel]! += place - before;
  }
  return { shape: [from, to], values };
}
