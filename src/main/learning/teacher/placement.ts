import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { Affine } from '../augmentation/affine';
import type { FaceTable } from '../faceTable';
import { createFaceLabels, readFaceLabels, type FaceLabels } from '../heads/faceLabels';

/**
 * How much smaller than in its crop the mesh's network is shown a face: MediaPipe frames faces by the finder's box half as large
 * again, in which the extent of eyes, nose and mouth is 0.298 of the side; in crops it is 0.348 (docs/finder.md).
 */
const shrunk = 0.298 / 0.348;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Points of a scheme by their indices. */
interface FaceParts {
  readonly all: readonly number[];
  readonly leftEye: readonly number[];
  readonly rightEye: readonly number[];
  readonly belowEyes: readonly number[];
}

/**
 * What moves each face's crop to where the mesh's network is shown it: in the middle and upright, as far as its labelled points
 * say. By each face's own points alone, so that a face is seen the same whichever others are trained with it.
 */
export function meshPlacements(scheme: LandmarkScheme, faces: FaceTable): Affine[] {
  const parts = partsOf(scheme);
  const labels = createFaceLabels(scheme, []);
  return Array.from({ length: faces.count }, (_, row) => {
    readFaceLabels(faces, row, labels);
    return placement(labels, parts);
  });
}

/** The same place, of which only a part in the middle is shown, as large as the whole was. */
export function closerBy({ xx, xy, x0, yx, yy, y0 }: Affine, part: number): Affine {
  const around = (offset: number): number => (offset - 0.5) / part + 0.5;
  return { xx: xx / part, xy: xy / part, x0: around(x0), yx: yx / part, yy: yy / part, y0: around(y0) };
}

function partsOf({ points, eyes }: LandmarkScheme): FaceParts {
  const indicesOf = (isPart: (id: string) => boolean): number[] =>
    points.flatMap(({ id }, index) => (isPart(id) ? [index] : []));
  const { left, right } = eyes;
  return {
    all: indicesOf(() => true),
    leftEye: indicesOf((id) => left.includes(id)),
    rightEye: indicesOf((id) => right.includes(id)),
    belowEyes: indicesOf((id) => !left.includes(id) && !right.includes(id)),
  };
}

function placement(labels: FaceLabels, { all, leftEye, rightEye, belowEyes }: FaceParts): Affine {
  const centre = middleOf(labels, all) ?? { x: 0.5, y: 0.5 };
  const turn = turnOf(middleOf(labels, leftEye), middleOf(labels, rightEye), middleOf(labels, belowEyes));
  const cosine = shrunk * Math.cos(turn);
  const sine = shrunk * Math.sin(turn);
  return {
    xx: cosine,
    xy: sine,
    x0: 0.5 - cosine * centre.x - sine * centre.y,
    yx: -sine,
    yy: cosine,
    y0: 0.5 + sine * centre.x - cosine * centre.y,
  };
}

/**
 * By how much a face is turned clockwise as seen on the screen, in radians: by the line between its eyes, or that from them to
 * what lies below, whichever is longer. In a profile the eyes are next to each other. 0 where it cannot be told.
 */
function turnOf(left: Place | null, right: Place | null, below: Place | null): number {
  if (!left || !right) return 0;
  const across = { x: right.x - left.x, y: right.y - left.y };
  const down = below && { x: below.x - (left.x + right.x) / 2, y: below.y - (left.y + right.y) / 2 };
  const isProfile = down !== null && Math.hypot(down.x, down.y) > Math.hypot(across.x, across.y);
  return isProfile ? Math.atan2(-down.x, down.y) : Math.atan2(across.y, across.x);
}

/** Of those of the points that are labelled; null where none is. */
function middleOf({ points, visibility }: FaceLabels, of: readonly number[]): Place | null {
  const labelled = of.filter((point) => visibility[point]! > 0);
  if (labelled.length === 0) return null;
  const sum = (axis: number): number =>
    labelled.reduce((total, point) => total + points[2 * point + axis]!, 0);
  return { x: sum(0) / labelled.length, y: sum(1) / labelled.length };
}
