import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { faceSheet } from '../../../../../src/main/learning/tensorboard/faceSheet';
import { encodePng } from '../../../../../src/main/learning/tensorboard/png';
import { batchIn, batchLengthBytes, type Batch } from '../../../../../src/main/learning/pipeline/batch';

const sizePx = 64;
/** Faces of one gray each: 20, 40, … */
function grayFaces(rows: number): Batch {
  const shape = { rows, sizePx, heads: [] };
  const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
  for (let row = 0; row < rows; row += 1) {
    batch.images.fill(
      (((row + 1) * 20) / 255 - 0.5) * 4,
      row * sizePx * sizePx * 3,
      (row + 1) * sizePx * sizePx * 3,
    );
  }
  return batch;
}

describe('a sheet of faces', () => {
  it('shows the first eight as the network is shown them, four in a row', async () => {
    const picture = faceSheet(grayFaces(10), 'centred', []);
    expect(picture).toMatchObject({ widthPx: 512, heightPx: 256 });
    // Another decoder reads the same pixels.
    const { data, info } = await sharp(encodePng(picture)).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 512, height: 256, channels: 3 });
    expect(data.equals(picture.rgb)).toBe(true);
    const at = (face: number): number =>
      data[((Math.floor(face / 4) * 128 + 64) * 512 + (face % 4) * 128 + 64) * 3]!;
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(at)).toEqual([20, 40, 60, 80, 100, 120, 140, 160]);
  });

  it('draws labels and predictions by their own marks, and nothing of what is not labelled or outside', () => {
    const faces = grayFaces(2);
    const values = Float32Array.of(0.25, 0.5, 0.75, 0.5, 0.25, 0.5, 2, 2);
    const mask = Float32Array.of(1, 1, 0, 0, 1, 1, 1, 1);
    const { rgb, widthPx } = faceSheet(faces, 'centred', [
      { kind: 'label', values, width: 4, mask },
      { kind: 'prediction', values: Float32Array.of(0.5, 0.25, 0.5, 0.75), width: 2, mask: null },
    ]);
    const at = (x: number, y: number): number[] => [
      ...rgb.subarray((y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3),
    ];
    expect(widthPx).toBe(256);
    const [blue, orange, black] = [
      [86, 180, 233],
      [230, 159, 0],
      [0, 0, 0],
    ];
    expect([at(32, 64), at(35, 64), at(32, 61), at(34, 66)]).toEqual([blue, blue, blue, [20, 20, 20]]);
    expect(at(96, 64)).toEqual([20, 20, 20]);
    expect([at(64, 32), at(66, 34), at(66, 32)]).toEqual([orange, orange, [20, 20, 20]]);
    expect(at(128 + 64, 96)).toEqual(orange);
    expect(at(36, 64)).toEqual(black);
  });

  it('magnifies small faces by a whole number, raw pixels too', () => {
    const shape = { rows: 1, sizePx: 40, heads: [] };
    const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
    batch.images.fill(77);
    const { widthPx, heightPx, rgb } = faceSheet(batch, 'raw', []);
    expect([widthPx, heightPx]).toEqual([160, 160]);
    expect(new Set(rgb)).toEqual(new Set([77]));
  });
});
