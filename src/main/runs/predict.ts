import { createHash } from 'node:crypto';
import type { ParsedParams } from '@shared/contract/channels';
import type { PredictReport } from '@shared/contract/reports';
import type { RunRecord } from '@shared/domain/run';
import { addResults } from '../prediction/adding/addResults';
import { predictPhotos } from '../prediction/predictPhotos';
import { personName } from '../runtime/person';
import { photoFinder } from './photoFinder';
import { modelContext, type RunServices } from './services';

/** Predicts on photos with a run's model, as one stream through the engine. */
export async function predictWithRun(
  services: RunServices,
  wishes: ParsedParams<'runs.predict'>,
): Promise<PredictReport> {
  const { project, engines, reader, job } = services;
  const run = project.runs.get(wishes.run);
  const model = modelContext(run);
  const runFolder = project.runs.folder(run.id);
  const { addToProject, watchSeconds } = wishes;
  return predictPhotos({
    inputs: wishes.inputs,
    outputFolder: wishes.output,
    formats: wishes.formats,
    run: { name: run.name, fingerprint: fingerprintOf(run) },
    checkpoint: wishes.checkpoint,
    shard: wishes.shard,
    watch: watchSeconds === null ? null : { intervalMs: watchSeconds * 1000 },
    restart: wishes.restart,
    finder: wishes.facesAre === 'found' ? photoFinder(services) : null,
    model,
    reader,
    context: job,
    predict: (faces) =>
      engines.request({ kind: 'predict', ...model, runFolder, checkpoint: wishes.checkpoint, faces }, job),
    add:
      addToProject &&
      ((log) =>
        addResults(project, log, run, {
          split: addToProject.split,
          who: personName(),
          // A folder that is watched ends by being stopped, which is no reason to leave out what was wanted.
          context: watchSeconds === null ? job : { ...job, signal: new AbortController().signal },
        })),
  });
}

/** The same for copies of a project, another for a run of the same name that was made anew. */
function fingerprintOf({ name, configuration, template, createdAt }: RunRecord): string {
  const text = JSON.stringify([name, configuration, template, createdAt]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
