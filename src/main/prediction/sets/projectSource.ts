import { isAbsolute, join, relative, sep } from 'node:path';
import type { Project } from '../../project/project';
import type { PhotoInSource } from '../adding/photoInProject';
import type { PredictionSet } from './predictionSet';
import type { SetFacts, SetPhoto } from './setRecords';

/**
 * Where photos that came from a browser lie once they are in the project: beside what zips were unpacked to, so
 * that they stay when the set is deleted.
 */
export function keptUploadsFolder(project: Project, set: PredictionSet): string {
  return join(project.folder, 'sources', `predictions-${set.id}`);
}

/** The source of the project that a photo of a set belongs to, and its path there; null while it has none. */
export function sourceOfPhoto(
  project: Project,
  set: PredictionSet,
  { uploaded }: Pick<SetFacts, 'uploaded'>,
  photo: Pick<SetPhoto, 'file' | 'name'>,
): PhotoInSource | null {
  if (uploaded && pathBelow(set.folder, photo.file) !== null) {
    const source = project.sources.find(keptUploadsFolder(project, set));
    return source ? { id: source.id, path: photo.name } : null;
  }
  return sourceOfFile(project, photo.file);
}

/** The source of the project that a file lies in: the innermost, where one lies in another. */
export function sourceOfFile(project: Project, file: string): PhotoInSource | null {
  const holding = project.sources
    .list()
    .flatMap(({ id, folder }) => {
      const path = pathBelow(folder, file);
      return path === null ? [] : [{ id, path }];
    })
    .sort((first, second) => first.path.length - second.path.length);
  return holding[0] ?? null;
}

/** Where a file lies below a folder, with forward slashes; null where it does not. */
export function pathBelow(folder: string, file: string): string | null {
  const within = relative(folder, file);
  if (within === '' || within.split(sep)[0] === '..' || isAbsolute(within)) return null;
  return within.split(sep).join('/');
}
