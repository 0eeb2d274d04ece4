import { pointIndex, type LandmarkScheme } from '@shared/domain/landmarkScheme';
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

/**
 * What moves each face's crop to where the mesh's network is shown it: in the middle and upright, as far as its labelled points
 * say. By each face's own points alone, so that a face is seen the same whichever others are trained with it.
 */
export function meshPlacements(scheme: LandmarkScheme, faces: FaceTable): Affine[] {
  const indexOf = pointIndex(scheme);
  const eyes = [scheme.eyes.left, scheme.eyes.right].map((ids) => ids.map((id) => indexOf.get(id)!));
  const labels = createFaceLabels(scheme, []);
  return Array.from({ length: faces.count }, (_, row) => {
    readFaceLabels(faces, row, labels);
    return placement(labels, eyes as [number[], number[]]);
  });
}

function placement(labels: FaceLabels, eyes: readonly [readonly number[], readonly number[]]): Affine {
  const every = Array.from(labels.visibility, (_, point) => point);
  const centre = middleOf(labels, every) ?? { x: 0.5, y: 0.5 };
  const others = every.filter((point) => !eyes.flat().includes(point));
  const turn = turnOf(middleOf(labels, eyes[0]), middleOf(labels, eyes[1]), middleOf(labels, others));
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
