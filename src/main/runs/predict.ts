import type { ParsedParams } from '@shared/contract/channels';
import type { PredictReport } from '@shared/contract/reports';
import { predictPhotos } from '../prediction/predictPhotos';
import { modelContext, type RunServices } from './services';

/** Predicts on photos with a run's model, batch by batch in the engine. */
export async function predictWithRun(
  services: RunServices,
  wishes: ParsedParams<'runs.predict'>,
): Promise<PredictReport> {
  const { project, engines, reader, job } = services;
  const run = project.runs.get(wishes.run);
  const model = modelContext(run);
  const runFolder = project.runs.folder(run.id);
  return predictPhotos({
    inputs: wishes.inputs,
    outputFolder: wishes.output,
    formats: wishes.formats,
    overlays: wishes.overlays,
    model,
    reader,
    context: job,
    predict: (faces) =>
      engines.request({ kind: 'predict', ...model, runFolder, checkpoint: wishes.checkpoint, faces }, job),
  });
}
