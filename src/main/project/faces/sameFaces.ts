import type { LabelOrigin } from '@shared/domain/faceRecord';
import { areaOf, bestPairs, overlapOf, sharedArea, type Rectangle } from '@shared/geometry/overlap';

/** What tells which face of an image somebody means. */
export interface SketchedFace {
  readonly origin: LabelOrigin;
  /** Where it lies, or may lie; empty where nobody says, as of a photo that counts as one face. */
  readonly frames: readonly Rectangle[];
}

/** Tools frame a face more or less closely: of the smaller of two frames this much lies within the other one. */
const leastShared = 0.5;

/**
 * Which of an image's faces in the project each of a label file's is: the one in the same place, best first; else the one that came from
 * the same line; else, where one of the two has no place, the first that is left. Null for a face that is none of them.
 *
 * @param known in the order in which those without a place are meant.
 */
export function sameFaces<Known extends SketchedFace>(
  faces: readonly SketchedFace[],
  known: readonly Known[],
): (Known | null)[] {
  const same = Array<Known | null>(faces.length).fill(null);
  const free = new Set(known);
  const match = (index: number, face: Known | undefined): void => {
    if (!face || same[index] || !free.has(face)) return;
    same[index] = face;
    free.delete(face);
  };
  const indexes = [...faces.keys()];
  const pairs = bestPairs(indexes, known, (index, other) => overlapOfFaces(faces[index]!, other));
  for (const [index, other] of pairs) match(index, other);
  faces.forEach((face, index) =>
    match(
      index,
      [...free].find((other) => isSameLine(face, other)),
    ),
  );
  faces.forEach((face, index) =>
    match(
      index,
      [...free].find((other) => face.frames.length === 0 || other.frames.length === 0),
    ),
  );
  return same;
}

/** Of the frames that lie in the same place; 0 where none does. */
function overlapOfFaces(first: SketchedFace, second: SketchedFace): number {
  const overlaps = first.frames.flatMap((frame) =>
    second.frames.map((other) => {
      const smaller = Math.min(areaOf(frame), areaOf(other));
      return sharedArea(frame, other) >= leastShared * smaller ? overlapOf(frame, other) : 0;
    }),
  );
  return Math.max(0, ...overlaps);
}

/** Of what has no lines, as a picture or a list of objects, nothing follows from the file alone. */
function isSameLine({ origin: first }: SketchedFace, { origin: second }: SketchedFace): boolean {
  return first.line !== null && first.line === second.line && first.file === second.file;
}
