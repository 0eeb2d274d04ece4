/**
 * A map of the plane in fractions of the crop (0…1 from the left and from the top edge, so that a pixel's
 * centre is (index + 0.5) / size): x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0.
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const identity: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

export interface Motion {
  /** Mirror left and right, before all else. */
  readonly flip: boolean;
  /** Clockwise as seen on the screen, about the crop's centre. */
  readonly rotationRadians: number;
  /** Above 1 enlarges, about the crop's centre. */
  readonly zoom: number;
  /** Fractions of the crop's side, to the right and downwards, after all else. */
  readonly shiftX: number;
  readonly shiftY: number;
}

export function affineOf(motion: Motion): Affine {
  const across = motion.flip ? -motion.zoom : motion.zoom;
  const cosine = Math.cos(motion.rotationRadians);
  const sine = Math.sin(motion.rotationRadians);
  const xx = across * cosine;
  const xy = -motion.zoom * sine;
  const yx = across * sine;
  const yy = motion.zoom * cosine;
  // The crop's centre stays where it is, but for the shift.
  return {
    xx,
    xy,
    x0: 0.5 - 0.5 * (xx + xy) + motion.shiftX,
    yx,
    yy,
    y0: 0.5 - 0.5 * (yx + yy) + motion.shiftY,
  };
}

/** Throws when the map squeezes the plane onto a line (a zoom of 0). */
export function inverseOf(affine: Affine): Affine {
  const determinant = affine.xx * affine.yy - affine.xy * affine.yx;
  if (determinant === 0 || !Number.isFinite(determinant)) {
    throw new Error('This transform cannot be undone: its zoom is 0 or not a number.');
  }
  const xx = affine.yy / determinant;
  const xy = -affine.xy / determinant;
  const yx = -affine.yx / determinant;
  const yy = affine.xx / determinant;
  return {
    xx,
    xy,
    x0: -(xx * affine.x0 + xy * affine.y0),
    yx,
    yy,
    y0: -(yx * affine.x0 + yy * affine.y0),
  };
}

/** One map, and then another. */
export function followedBy(first: Affine, then: Affine): Affine {
  return {
    xx: then.xx * first.xx + then.xy * first.yx,
    xy: then.xx * first.xy + then.xy * first.yy,
    x0: then.xx * first.x0 + then.xy * first.y0 + then.x0,
    yx: then.yx * first.xx + then.yy * first.yx,
    yy: then.yx * first.xy + then.yy * first.yy,
    y0: then.yx * first.x0 + then.yy * first.y0 + then.y0,
  };
}

/** The same map, and then left and right mirrored. */
export function mirrored(affine: Affine): Affine {
  return { ...affine, xx: -affine.xx, xy: -affine.xy, x0: 1 - affine.x0 };
}

/** Moves points in place. Shape [P, 2] as x, y, x, y, …, in fractions of the crop. */
export function movePoints(points: Float32Array, affine: Affine): void {
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index]!;
    const y = points[index + 1]!;
    points[index] = affine.xx * x + affine.xy * y + affine.x0;
    points[index + 1] = affine.yx * x + affine.yy * y + affine.y0;
  }
}
