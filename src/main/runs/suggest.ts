import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedParams } from '@shared/contract/channels';
import type { SuggestReport } from '@shared/contract/reports';
import type { FaceOutputs } from '@shared/learning/results';
import { fail } from '@shared/result';
import { headForms } from '../prediction/headForms';
import { storedOutputs } from '../prediction/storedOutputs';
import { prepareFaces } from './faceTables';
import { modelContext, type RunServices } from './services';

/** Faces of one transaction: short, so that whoever is labelling meanwhile does not wait. */
const facesAtOnce = 250;

/**
 * Predicts on every face of the project and stores what the run says of each: suggestions to take over, and
 * where the labels are contradicted. Cancelled while it predicts, it leaves the predictions that there were;
 * while it stores, those that it has stored already stand beside the old ones of the rest.
 */
export async function suggestWithRun(
  services: RunServices,
  { run: runName, checkpoint }: ParsedParams<'runs.suggest'>,
): Promise<Omit<SuggestReport, 'contradicted'>> {
  const { project, engines, reader, job } = services;
  const startedMs = performance.now();
  const run = project.runs.get(runName);
  const columns = project.faces.forLearning({}, run.template);
  if (columns.count === 0) {
    fail('no-faces', 'The project has no faces to predict on; import a data set first.');
  }
  const model = modelContext(run);
  const { table, problems } = await prepareFaces(columns, {
    input: run.configuration.input,
    attributes: run.template.attributes,
    cacheFolder: project.cacheFolder,
    reader,
    context: job,
  });
  // All faces in one request: errors of min-max scaled points depend on the extremes of all of them.
  const { faces, globalStep } = await engines.request(
    { kind: 'predict', ...model, runFolder: project.runs.folder(run.id), checkpoint, faces: table },
    job,
    (event) => event.type === 'progress' && job.progress(event),
  );
  const outputs = storedOutputs(faces, headForms(model), table);
  let stored = 0;
  while (stored < outputs.count && !job.signal.aborted) {
    const count = Math.min(facesAtOnce, outputs.count - stored);
    const ids = table.faceIds.subarray(stored, stored + count);
    project.predictions.record(run.id, globalStep, ids, sliceOf(outputs, stored, count));
    stored += count;
    job.progress({ phase: 'storing predictions', done: stored, total: outputs.count });
    await nextTurn();
  }
  return { run: run.name, faces: stored, seconds: (performance.now() - startedMs) / 1000, problems };
}

function sliceOf({ heads }: FaceOutputs, start: number, count: number): FaceOutputs {
  return {
    count,
    heads: Object.fromEntries(
      Object.entries(heads).map(([name, head]) => [
        name,
        {
          ...head,
          values: head.values.subarray(start * head.width, (start + count) * head.width),
          losses: head.losses.subarray(start, start + count),
          errors: head.errors.subarray(start, start + count),
        },
      ]),
    ),
  };
}
