import type { PredictionSet } from './predictionSet';
import type { LookedAtPhoto, SetFace } from './setRecords';

/** Photos read at once. */
const photosAtOnce = 100;

export interface PhotoFaces {
  readonly photo: LookedAtPhoto;
  readonly faces: readonly SetFace[];
}

/** Photos at these positions with all of their faces, or with those that are named by their ids; some at a time. */
export function* facesByPhoto(
  set: PredictionSet,
  positions: readonly number[],
  ids: Int32Array | null,
): Generator<readonly PhotoFaces[]> {
  const wanted = ids && new Set(ids);
  for (let start = 0; start < positions.length; start += photosAtOnce) {
    const some = positions.slice(start, start + photosAtOnce);
    const faces = new Map<number, SetFace[]>();
    for (const face of set.facesOfPhotos(some)) {
      if (wanted !== null && !wanted.has(face.id)) continue;
      const others = faces.get(face.photo);
      if (others) others.push(face);
      else faces.set(face.photo, [face]);
    }
    yield set.photos(some).map((photo) => ({ photo, faces: faces.get(photo.position) ?? [] }));
  }
}
