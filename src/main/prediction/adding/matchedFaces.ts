import { overlapOf, type Rectangle } from '@shared/geometry/overlap';
import type { FaceOfImage } from '../../project/faces/faceRepository';
import type { FaceBox } from '../pipeline/photoOutcome';

/** A face that was predicted on, and the face of the project that it is. */
export interface MatchedFace<Predicted> {
  readonly predicted: Predicted;
  /** Null where the project has no such face of the photo. */
  readonly known: FaceOfImage | null;
  /** The project's, or the one that the face will have in it. */
  readonly indexInImage: number;
}

/** Two boxes with less than this in common, of what either covers, are two faces. */
const leastOverlap = 0.3;

/**
 * Which of a photo's faces in the project each predicted one is. Where the photo counts as one face it is the first;
 * a found one is that whose box it shares the most with, and a new one where it shares too little with all.
 */
export function matchedFaces<Predicted extends { readonly found: FaceBox | null }>(
  predicted: readonly Predicted[],
  known: readonly FaceOfImage[],
): MatchedFace<Predicted>[] {
  const free = new Set(known);
  const taken = new Set(known.map(({ indexInImage }) => indexInImage));
  return predicted.map((face) => {
    const found = face.found;
    const same = found === null ? [...free].find(isFirst) : mostOverlapping(found.box, [...free]);
    if (same) {
      free.delete(same);
      return { predicted: face, known: same, indexInImage: same.indexInImage };
    }
    let indexInImage = 0;
    while (taken.has(indexInImage)) indexInImage += 1;
    taken.add(indexInImage);
    return { predicted: face, known: null, indexInImage };
  });
}

function isFirst({ indexInImage }: FaceOfImage): boolean {
  return indexInImage === 0;
}

function mostOverlapping(box: Rectangle, faces: readonly FaceOfImage[]): FaceOfImage | undefined {
  const overlaps = faces
    .map((face) => ({ face, overlap: face.box ? overlapOf(box, face.box) : 0 }))
    .sort((first, second) => second.overlap - first.overlap);
  const [best] = overlaps;
  return best && best.overlap >= leastOverlap ? best.face : undefined;
}
