import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeRgb } from '../../../../src/main/images/pixels';
import type { ImageSize, Region } from '../../../../src/main/images/region';
import {
  planResampling,
  resample,
  type Plane,
  type ResamplingFilter,
} from '../../../../src/main/images/resample';
import { centroid, dotSamples } from './dot';

interface Picture extends ImageSize, Plane {}

/** One channel, its rows padded to whole words with a value that must not be seen. */
function picture(samples: Uint8Array, widthPx: number, heightPx: number): Picture {
  const stride = (widthPx + 3) & ~3;
  const padded = new Uint8Array(stride * heightPx).fill(99);
  for (let row = 0; row < heightPx; row += 1) {
    padded.set(samples.subarray(row * widthPx, (row + 1) * widthPx), row * stride);
  }
  return { samples: padded, widthPx, heightPx, stride, step: 1 };
}

/** A channel of the crop row by row. */
function crop(
  from: Picture,
  region: Region,
  side: number,
  filter: ResamplingFilter,
  channel = 0,
): Uint8Array {
  const [transposed] = resample(from, planResampling(region, from, side, filter), [channel]);
  const target = new Uint8ClampedArray(side * side * 3);
  writeRgb(transposed!, transposed!, transposed!, side, target);
  return Uint8Array.from({ length: side * side }, (_, index) => target[index * 3 + 1]!);
}

describe('resample', () => {
  it('puts a dot where (p − region.xy) / region.wh · side says, to 0.1 px, for any region', () => {
    const dot = fc.record({
      x: fc.double({ min: 60, max: 100, noNaN: true }),
      y: fc.double({ min: 60, max: 80, noNaN: true }),
    });
    const region = fc.record({
      x: fc.double({ min: -60, max: 40, noNaN: true }),
      y: fc.double({ min: -60, max: 40, noNaN: true }),
      width: fc.double({ min: 140, max: 260, noNaN: true }),
      height: fc.double({ min: 140, max: 260, noNaN: true }),
    });
    fc.assert(
      fc.property(dot, region, fc.integer({ min: 32, max: 120 }), (at, region, side) => {
        // The whole dot is inside, its skirt of 4 σ included: else the centroid is that of the part inside.
        fc.pre(at.x + 16 < region.x + region.width && at.y + 16 < region.y + region.height);
        const from = picture(dotSamples(160, 140, at), 160, 140);
        const found = centroid(crop(from, region, side, 'antialiased'), side);
        expect(Math.abs(found.x - ((at.x - region.x) / region.width) * side)).toBeLessThan(0.1);
        expect(Math.abs(found.y - ((at.y - region.y) / region.height) * side)).toBeLessThan(0.1);
      }),
      { numRuns: 60 },
    );
  });

  it('reads each channel among others', () => {
    const samples = dotSamples(40, 30, { x: 17.3, y: 12.8 });
    const interleaved = new Uint8Array(samples.length * 4);
    samples.forEach((sample, index) => interleaved.set([255 - sample, sample, 7, 1], index * 4));
    const plain = picture(samples, 40, 30);
    const four: Picture = {
      ...plain,
      samples: interleaved,
      stride: 160,
      step: 4,
    };
    const region = { x: 3.2, y: 1.7, width: 20, height: 25 };
    const expected = crop(plain, region, 18, 'antialiased');
    expect(crop(four, region, 18, 'antialiased', 1)).toEqual(expected);
    // Each of the two roundings may fall the other way.
    const negative = crop(four, region, 18, 'antialiased', 0);
    expect(negative.every((sample, index) => Math.abs(255 - sample - expected[index]!) <= 2)).toBe(true);
    const channels = resample(four, planResampling(region, four, 18, 'antialiased'), [0, 1, 2]);
    expect(channels[2]!.subarray(0, 18).every((sample) => sample === 7)).toBe(true);
  });

  it('copies a region of the same size exactly', () => {
    const from = picture(dotSamples(40, 30, { x: 17.3, y: 12.8 }), 40, 30);
    for (const filter of ['bilinear', 'antialiased'] as const) {
      const bytes = crop(from, { x: 5, y: 4, width: 20, height: 20 }, 20, filter);
      for (let row = 0; row < 20; row += 1) {
        const start = (row + 4) * 40 + 5;
        expect(bytes.subarray(row * 20, (row + 1) * 20)).toEqual(from.samples.subarray(start, start + 20));
      }
    }
  });

  it('repeats the edge outside of the plane, however far', () => {
    const from = picture(Uint8Array.of(10, 20, 30, 40), 2, 2);
    const corners: [number, number, number][] = [
      [-500, -500, 10],
      [500, -500, 20],
      [-500, 500, 30],
      [500, 500, 40],
    ];
    for (const [x, y, value] of corners) {
      const bytes = crop(from, { x, y, width: 50, height: 50 }, 8, 'antialiased');
      expect(bytes.every((byte) => byte === value)).toBe(true);
    }
  });

  it('keeps a flat picture flat', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 255 }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        fc.constantFrom('bilinear' as const, 'antialiased' as const),
        (widthPx, heightPx, value, start, length, filter) => {
          const from = picture(new Uint8Array(widthPx * heightPx).fill(value), widthPx, heightPx);
          const region = {
            x: start,
            y: -start,
            width: length,
            height: length * 0.7,
          };
          expect(crop(from, region, 9, filter).every((sample) => sample === value)).toBe(true);
        },
      ),
    );
  });

  it('averages when it shrinks with anti-aliasing, and picks samples when it does not', () => {
    const samples = Uint8Array.from({ length: 64 * 64 }, (_, index) => ((index % 64) % 2 === 0 ? 0 : 255));
    const stripes = picture(samples, 64, 64);
    const smooth = crop(stripes, { x: 0, y: 0, width: 64, height: 64 }, 8, 'antialiased');
    expect(Math.abs(smooth[3 * 8 + 3]! - 127.5)).toBeLessThan(2);
    const sampled = crop(stripes, { x: 0.5, y: 0.5, width: 64, height: 64 }, 8, 'bilinear');
    expect([0, 255]).toContain(sampled[3 * 8 + 3]);
  });

  it('samples as TensorFlow’s bilinear resize with half-pixel centres does', () => {
    const from = picture(
      Uint8Array.from({ length: 36 }, (_, index) => index * 7),
      6,
      6,
    );
    const resized = crop(from, { x: 0, y: 0, width: 6, height: 6 }, 4, 'bilinear');
    // Source positions (o + 0.5) · 1.5 − 0.5; the plane is linear in both axes.
    const positions = [0.25, 1.75, 3.25, 4.75];
    positions.forEach((y, row) =>
      positions.forEach((x, column) => expect(resized[row * 4 + column]).toBeCloseTo((y * 6 + x) * 7, -0.31)),
    );
  });
});
