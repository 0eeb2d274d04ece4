import { join } from 'node:path';
import type { PredictedFaceName } from '@shared/contract/pictures';
import type { PictureSource } from '../../images/facePictures';
import { fail } from '@shared/result';
import type { Project } from '../../project/project';
import type { PredictionSets } from './predictionSets';
import { picturedFace } from './views';

/**
 * What a predicted face's pictures are made of: only photos that the set lists can be read by it. Fails with
 * `set-unknown` or `photo-unknown`.
 */
export function predictedPictureSource(
  project: Project,
  sets: PredictionSets,
  { set: id, photo: position, face: index }: PredictedFaceName,
): PictureSource {
  const set = sets.get(id);
  const photo = set.photo(position);
  const face = set.facesOf(position).find(({ indexInPhoto }) => indexInPhoto === index);
  if (!face) fail('photo-unknown', `This photo has no face ${index}.`);
  return {
    face: picturedFace(photo, face.region),
    imageFile: photo.file,
    cacheFolder: join(project.folder, 'cache', 'pictures'),
  };
}
