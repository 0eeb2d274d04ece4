import type { AddedPredictions } from '@shared/contract/predictions';
import type { Project } from '../../project/project';
import type { ResultsLog } from '../results/resultsLog';
import { sourceOfFile } from '../sets/projectSource';
import { addPredicted, type AddOptions, type PhotoToAdd } from './addPredicted';

/** Photos of one transaction: short, so that whoever is labelling meanwhile does not wait. */
const photosAtOnce = 100;

/** Takes the results of a folder's photos into the project (see `addPredicted`). */
export async function addResults(
  project: Project,
  log: ResultsLog,
  run: { readonly id: number; readonly name: string },
  options: AddOptions,
): Promise<AddedPredictions> {
  async function* photos(): AsyncGenerator<readonly PhotoToAdd[]> {
    for await (const records of log.photos(photosAtOnce)) {
      yield records.flatMap(({ file, name, outcome }) =>
        'failure' in outcome || outcome.faces.length === 0 ? [] : [{ file, name, ...outcome }],
      );
    }
  }
  const { home, heads } = log.header;
  return addPredicted(
    project,
    {
      ...{ name: home, runId: run.id, run: run.name, heads, photos: photos() },
      globalStep: log.globalStep ?? 0,
      total: log.counts.images,
      placeOf: ({ file }) => sourceOfFile(project, file),
      bringIn: (photo) => {
        const known = sourceOfFile(project, photo.file);
        if (known) return Promise.resolve(known);
        const { id } = project.sources.add({ kind: 'folder', folder: home });
        return Promise.resolve({ id, path: photo.name });
      },
      begun: () => undefined,
    },
    options,
  );
}
