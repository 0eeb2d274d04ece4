import { dirname, join } from 'node:path';
import type { AddedPredictions, PredictionFilter } from '@shared/contract/predictions';
import type { Project } from '../../project/project';
import { addPredicted, type AddOptions, type PhotoToAdd } from '../adding/addPredicted';
import { copyWhole } from '../outputs/wholeFile';
import type { PredictionIndex } from './predictionIndex';
import type { PredictionSet } from './predictionSet';
import { keptUploadsFolder, pathBelow, sourceOfPhoto } from './projectSource';
import { facesByPhoto } from './facesByPhoto';

/** Takes the faces of a set that match a filter into the project (see `addPredicted`). */
export async function addSet(
  project: Project,
  set: PredictionSet,
  index: PredictionIndex,
  { filter, ...options }: AddOptions & { readonly filter: PredictionFilter },
): Promise<AddedPredictions> {
  const facts = set.facts();
  const ids = index.select({ filter, sort: { by: 'photo', descending: false } });
  const positions = set.predictedPositions(ids);
  async function* photos(): AsyncGenerator<readonly PhotoToAdd[]> {
    for (const batch of facesByPhoto(set, positions, ids)) {
      yield batch.map(({ photo, faces }) => ({
        file: photo.file,
        name: photo.name,
        image: { widthPx: photo.widthPx, heightPx: photo.heightPx },
        contentHash: photo.contentHash,
        faces,
      }));
    }
  }
  const { name, runId, run, heads, uploaded, home } = facts;
  return addPredicted(
    project,
    {
      ...{ name, runId, run, heads, total: positions.length, photos: photos() },
      globalStep: facts.globalStep ?? 0,
      placeOf: (photo) => sourceOfPhoto(project, set, facts, photo),
      // Photos from a browser are copied to where they stay.
      bringIn: async (photo) => {
        if (uploaded && pathBelow(set.folder, photo.file) !== null) {
          const folder = keptUploadsFolder(project, set);
          await copyWhole(photo.file, join(folder, photo.name));
          return { id: project.sources.add({ kind: 'folder', folder }).id, path: photo.name };
        }
        const known = sourceOfPhoto(project, set, facts, photo);
        if (known) return known;
        const folder = home ?? dirname(photo.file);
        return { id: project.sources.add({ kind: 'folder', folder }).id, path: photo.name };
      },
      begun: (importId) => set.setImports([...facts.imports, importId]),
    },
    options,
  );
}
