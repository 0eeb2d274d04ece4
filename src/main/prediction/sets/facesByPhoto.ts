import type { PredictionSet } from './predictionSet';
import type { LookedAtPhoto, SetFace } from './setRecords';

/** Faces read at once. */
const facesAtOnce = 200;

export interface PhotoFaces {
  readonly photo: LookedAtPhoto;
  readonly faces: readonly SetFace[];
}

/** Some of a set's faces, in the photos' order, with their photos: a few hundred at a time, a photo's together. */
export function* facesByPhoto(set: PredictionSet, ids: Int32Array): Generator<readonly PhotoFaces[]> {
  for (let start = 0; start < ids.length;) {
    const end = endOfPhoto(set, ids, Math.min(ids.length, start + facesAtOnce));
    const faces = set.faces([...ids.subarray(start, end)]);
    const photos = set.photos([...new Set(faces.map(({ photo }) => photo))]);
    yield photos.map((photo) => ({
      photo,
      faces: faces.filter((face) => face.photo === photo.position),
    }));
    start = end;
  }
}

function endOfPhoto(set: PredictionSet, ids: Int32Array, end: number): number {
  const photoOf = (place: number): number | undefined => set.faces([ids[place]!])[0]?.photo;
  let last = end;
  while (last < ids.length && photoOf(last - 1) === photoOf(last)) last += 1;
  return last;
}
