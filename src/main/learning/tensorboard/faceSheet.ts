import type { InputConfiguration } from '@shared/learning/configuration';
import { noAugmentation } from '../augmentation/draw';
import { pixelScaling } from '../augmentation/pixels';
import type { Batch } from '../pipeline/batch';
import type { Picture } from './png';

/** Points of each face of a batch as fractions of the crop, x0, y0, x1, y1, …; not drawn where `mask` is 0. */
export interface FacePoints {
  readonly kind: keyof typeof looks;
  /** Shape [rows or more, width]. */
  readonly values: Float32Array;
  readonly width: number;
  /** The shape of `values`; null where every point is known. */
  readonly mask: Float32Array | null;
}

export const sheetFaces = 8;
const columns = 4;
/** Faces are magnified by a whole number up to this, so that points do not hide them. */
const tileAtLeastPx = 128;
const armPx = 3;

/** Told apart by shape and, after Okabe and Ito, by colour. */
const looks = {
  label: { rgb: [86, 180, 233], isOn: (x: number, y: number) => x === 0 || y === 0 },
  prediction: { rgb: [230, 159, 0], isOn: (x: number, y: number) => Math.abs(x) === Math.abs(y) },
} as const;

/** The first faces of a batch as the network is shown them, eight at most, with their points: labels +, predictions ×. */
export function faceSheet(
  batch: Batch,
  pixels: InputConfiguration['pixels'],
  points: readonly FacePoints[],
): Picture {
  const faces = Math.min(batch.rows, sheetFaces);
  const scale = Math.ceil(tileAtLeastPx / batch.sizePx);
  const tilePx = batch.sizePx * scale;
  const widthPx = tilePx * Math.min(faces, columns);
  const heightPx = tilePx * Math.ceil(faces / columns);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let face = 0; face < faces; face += 1) {
    const tile = {
      ...{ rgb, widthPx, tilePx },
      left: (face % columns) * tilePx,
      top: Math.floor(face / columns) * tilePx,
    };
    drawFace(tile, batch, face, pixels, scale);
    for (const drawn of points) drawPoints(tile, drawn, face);
  }
  return { widthPx, heightPx, rgb };
}

interface Tile {
  readonly rgb: Uint8Array;
  readonly widthPx: number;
  readonly tilePx: number;
  readonly left: number;
  readonly top: number;
}

function drawFace(
  { rgb, widthPx, tilePx, left, top }: Tile,
  { images, sizePx }: Batch,
  face: number,
  pixels: InputConfiguration['pixels'],
  scale: number,
): void {
  const { gain, offset } = pixelScaling(pixels, noAugmentation);
  for (let y = 0; y < tilePx; y += 1) {
    for (let x = 0; x < tilePx; x += 1) {
      const from = ((face * sizePx + Math.floor(y / scale)) * sizePx + Math.floor(x / scale)) * 3;
      const to = ((top + y) * widthPx + left + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = Math.round((images[from + channel]! - offset) / gain);
        rgb[to + channel] = Math.min(255, Math.max(0, value));
      }
    }
  }
}

function drawPoints(tile: Tile, { kind, values, width, mask }: FacePoints, face: number): void {
  for (let place = face * width; place < (face + 1) * width; place += 2) {
    if (mask !== null && mask[place] === 0) continue;
    drawMark(tile, values[place]! * tile.tilePx, values[place + 1]! * tile.tilePx, kind);
  }
}

/** Black around it, so that it is seen on skin and on hair. What lies outside of the tile is left out. */
function drawMark(
  { rgb, widthPx, tilePx, left, top }: Tile,
  x: number,
  y: number,
  kind: FacePoints['kind'],
): void {
  const { rgb: color, isOn } = looks[kind];
  const paint = (dx: number, dy: number, [red, green, blue]: readonly [number, number, number]): void => {
    const [atX, atY] = [Math.floor(x) + dx, Math.floor(y) + dy];
    if (!(atX >= 0 && atX < tilePx && atY >= 0 && atY < tilePx)) return;
    rgb.set([red, green, blue], ((top + atY) * widthPx + left + atX) * 3);
  };
  const arms: (readonly [number, number])[] = [];
  for (let dy = -armPx; dy <= armPx; dy += 1) {
    for (let dx = -armPx; dx <= armPx; dx += 1) if (isOn(dx, dy)) arms.push([dx, dy]);
  }
  for (const [dx, dy] of arms)
    for (const side of [-1, 1]) {
      paint(dx + side, dy, [0, 0, 0]);
      paint(dx, dy + side, [0, 0, 0]);
    }
  for (const [dx, dy] of arms) paint(dx, dy, color);
}
