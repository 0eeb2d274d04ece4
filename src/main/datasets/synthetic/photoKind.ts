import type { Random } from '../../learning/random';
import { aflwFraming } from '@shared/geometry/framing';
import type { Framing } from './camera';

/** One of the sources MTFL was gathered from: where its images lie, how large they are, how they frame a face. */
export interface PhotoKind {
  readonly folder: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Share of the half's images. */
  readonly share: number;
  /** The landmarks' extent (the larger of width and height) as a share of the width: mean and deviation. */
  readonly extent: readonly [mean: number, deviation: number];
  /** Where the landmarks' mean lies, as shares of width and height: mean and deviation. */
  readonly centreX: readonly [mean: number, deviation: number];
  readonly centreY: readonly [mean: number, deviation: number];
  /** Deviation of the head's roll. */
  readonly rollDegrees: number;
  /** Share of images without colour. */
  readonly gray: number;
}

/** Sizes and framings as measured on MTFL; it has more of the largest, which take the longest to draw. */
export const photoKinds: Readonly<Record<'training' | 'testing', readonly PhotoKind[]>> = {
  training: [
    {
      folder: 'lfw_5590',
      widthPx: 250,
      heightPx: 250,
      share: 0.5,
      extent: [0.198, 0.02],
      centreX: [0.507, 0.014],
      centreY: [0.545, 0.012],
      rollDegrees: 6.8,
      gray: 0,
    },
    {
      folder: 'net_7876',
      widthPx: 160,
      heightPx: 216,
      share: 0.35,
      extent: [0.23, 0.033],
      centreX: [0.504, 0.02],
      centreY: [0.369, 0.014],
      rollDegrees: 9,
      gray: 0,
    },
    {
      folder: 'net_7876',
      widthPx: 400,
      heightPx: 400,
      share: 0.15,
      extent: [0.277, 0.025],
      centreX: [0.503, 0.023],
      centreY: [0.501, 0.015],
      rollDegrees: 6.5,
      gray: 0,
    },
  ],
  testing: [
    {
      folder: 'AFLW',
      widthPx: 150,
      heightPx: 150,
      share: 1,
      extent: [aflwFraming.extentOfSide, 0],
      centreX: [aflwFraming.centreX, 0],
      centreY: [aflwFraming.centreY, 0],
      rollDegrees: 10,
      gray: 0.02,
    },
  ],
};

export function randomKind(random: Random, split: 'training' | 'testing'): PhotoKind {
  const kinds = photoKinds[split];
  let place = random.uniform();
  for (const kind of kinds) {
    if (place < kind.share) return kind;
    place -= kind.share;
  }
  return kinds[0]!;
}

/** Places points of the head, in head units, in a picture of the kind. */
export function randomFraming(
  random: Random,
  kind: PhotoKind,
  points: readonly { readonly x: number; readonly y: number }[],
): Framing {
  // Within two deviations, no landmark of any kind comes near the picture's border.
  const about = ([mean, deviation]: readonly [number, number]): number =>
    mean + Math.min(2, Math.max(-2, random.normal())) * deviation;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const pixelsPerUnit = (about(kind.extent) * kind.widthPx) / extent;
  return {
    pixelsPerUnit,
    originX: about(kind.centreX) * kind.widthPx - mean(xs) * pixelsPerUnit,
    originY: about(kind.centreY) * kind.heightPx - mean(ys) * pixelsPerUnit,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
