import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affineOf, identity, movePoints } from '../../../../../src/main/learning/augmentation/affine';
import { pixelScaling } from '../../../../../src/main/learning/augmentation/pixels';
import { copyCrop, warpCrop, type StoredCrop } from '../../../../../src/main/learning/augmentation/warp';
import { Random } from '../../../../../src/main/learning/random';

const asIs = pixelScaling('raw', { contrast: 1, brightness: 0 });

function randomCrop(sidePx: number, marginPx: number, rows = 1): StoredCrop {
  const random = Random.fromSeed(7);
  const bytes = Uint8Array.from({ length: sidePx * sidePx * 3 * rows }, () => random.integer(256));
  return { bytes, offset: (rows - 1) * sidePx * sidePx * 3, sidePx, marginPx };
}

describe('warpCrop', () => {
  it.each([
    ['raw', 0],
    ['raw', 3],
    ['centred', 5],
  ] as const)('copies the inner crop exactly when nothing moves (%s, margin %d)', (form, marginPx) => {
    const crop = randomCrop(18, marginPx, 2);
    const size = 18 - 2 * marginPx;
    const scaling = pixelScaling(form, { contrast: 1, brightness: 0 });
    const warped = new Float32Array(size * size * 3);
    const copied = new Float32Array(size * size * 3);
    warpCrop(crop, identity, scaling, warped, 0);
    copyCrop(crop, scaling, copied, 0);
    expect(warped).toEqual(copied);
    const first = crop.bytes[crop.offset + (marginPx * 18 + marginPx) * 3]!;
    expect(copied[0]).toBeCloseTo(form === 'raw' ? first : (first / 255 - 0.5) * 4, 6);
  });

  it('mirrors every row exactly when flipped', () => {
    const crop = randomCrop(12, 2);
    const flipped = new Float32Array(8 * 8 * 3);
    const straight = new Float32Array(8 * 8 * 3);
    const motion = { flip: true, rotationRadians: 0, zoom: 1, shiftX: 0, shiftY: 0 };
    warpCrop(crop, affineOf(motion), asIs, flipped, 0);
    copyCrop(crop, asIs, straight, 0);
    for (let row = 0; row < 8; row += 1) {
      for (let column = 0; column < 8; column += 1) {
        const here = (row * 8 + column) * 3;
        const there = (row * 8 + 7 - column) * 3;
        expect(flipped.slice(here, here + 3)).toEqual(straight.slice(there, there + 3));
      }
    }
  });

  it('draws from the margin, and repeats the edge beyond it', () => {
    const crop = randomCrop(8, 2);
    const output = new Float32Array(4 * 4 * 3);
    // By 3 of the 4 inner pixels to the right: column 0 then shows stored column 2 − 3 = −1, held at 0.
    const motion = { flip: false, rotationRadians: 0, zoom: 1, shiftX: 0.75, shiftY: 0 };
    warpCrop(crop, affineOf(motion), asIs, output, 0);
    const stored = (column: number): number => crop.bytes[(2 * 8 + column) * 3]!;
    expect([output[0], output[3], output[6], output[9]]).toEqual([0, 0, 1, 2].map(stored));
  });

  it('draws from a crop that is finer than what it writes, at the same places', () => {
    const [innerPx, marginPx, size] = [96, 24, 32];
    const motion = { flip: false, rotationRadians: 0.4, zoom: 1.3, shiftX: 0.05, shiftY: -0.1 };
    const crop = dotImage(
      innerPx + 2 * marginPx,
      marginPx + 0.45 * innerPx,
      marginPx + 0.55 * innerPx,
      marginPx,
    );
    const output = new Float32Array(size * size * 3);
    warpCrop(crop, affineOf(motion), asIs, output, 0, size);
    const point = Float32Array.of(0.45, 0.55);
    movePoints(point, affineOf(motion));
    const found = centreOfBrightness(output, size);
    expect(Math.abs(found.x - point[0]! * size)).toBeLessThan(0.1);
    expect(Math.abs(found.y - point[1]! * size)).toBeLessThan(0.1);
  });

  it('writes at the place it is told, and nowhere else', () => {
    const output = new Float32Array(3 * 4 * 4 * 3).fill(-1);
    warpCrop(randomCrop(4, 0), identity, asIs, output, 48);
    expect(output.slice(0, 48)).toEqual(new Float32Array(48).fill(-1));
    expect(output.slice(96)).toEqual(new Float32Array(48).fill(-1));
    expect(output.slice(48, 96).every((value) => value >= 0)).toBe(true);
  });

  it('moves pixels where movePoints moves points', () => {
    const motions = fc.record({
      flip: fc.boolean(),
      rotationRadians: fc.double({ min: -1, max: 1, noNaN: true }),
      zoom: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
      shiftX: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
      shiftY: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
    });
    const place = fc.double({ min: 0.35, max: 0.65, noNaN: true });
    fc.assert(
      fc.property(motions, place, place, (motion, x, y) => {
        const [sidePx, marginPx, size] = [48, 8, 32];
        const crop = dotImage(sidePx, marginPx + x * size, marginPx + y * size, marginPx);
        const output = new Float32Array(size * size * 3);
        const affine = affineOf(motion);
        warpCrop(crop, affine, asIs, output, 0);
        const point = Float32Array.of(x, y);
        movePoints(point, affine);
        // A dot that the picture's edge cuts has its centre of brightness elsewhere: 3σ of it are to be seen.
        const visiblePx = 3 * dotSigmaPx * motion.zoom;
        fc.pre(point.every((at) => at * size >= visiblePx && at * size <= size - visiblePx));
        const found = centreOfBrightness(output, size);
        expect(Math.abs(found.x - point[0]! * size)).toBeLessThan(0.1);
        expect(Math.abs(found.y - point[1]! * size)).toBeLessThan(0.1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('pixelScaling', () => {
  it('turns contrast around mid-gray and adds brightness', () => {
    const { gain, offset } = pixelScaling('raw', { contrast: 0.5, brightness: 0.1 });
    expect(255 * gain + offset).toBeCloseTo(255 * (0.5 * 0.5 + 0.5 + 0.1), 6);
    const centred = pixelScaling('centred', { contrast: 0.5, brightness: 0.1 });
    expect(255 * centred.gain + centred.offset).toBeCloseTo((0.5 * 0.5 + 0.1) * 4, 6);
  });
});

const dotSigmaPx = 2;

/** A soft dot on black, its centre at (x, y) in stored pixels, a pixel's centre at +0.5. */
function dotImage(sidePx: number, x: number, y: number, marginPx: number): StoredCrop {
  const bytes = new Uint8Array(sidePx * sidePx * 3);
  for (let row = 0; row < sidePx; row += 1) {
    for (let column = 0; column < sidePx; column += 1) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      bytes.fill(
        Math.round(255 * Math.exp(-(distance ** 2) / (2 * dotSigmaPx ** 2))),
        (row * sidePx + column) * 3,
        (row * sidePx + column + 1) * 3,
      );
    }
  }
  return { bytes, offset: 0, sidePx, marginPx };
}

function centreOfBrightness(pixels: Float32Array, size: number): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const value = pixels[(row * size + column) * 3]!;
      sum += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
    }
  }
  return { x: x / sum, y: y / sum };
}
