import { join } from 'node:path';
import type { PictureSource } from '../images/facePictures';
import type { Project } from '../project/project';

/** What a face's pictures are made of, and where they are kept. Fails with `face-unknown`. */
export function pictureSource(project: Project, faceId: number): PictureSource {
  const face = project.faces.get(faceId);
  return {
    face,
    imageFile: join(project.sources.get(face.sourceId).folder, face.imagePath),
    // Not made here: a project on a disk that may not be written shows its faces all the same.
    cacheFolder: join(project.folder, 'cache', 'pictures'),
  };
}
