import type { ParsedParams } from '@shared/contract/channels';
import type { EvaluateReport } from '@shared/contract/reports';
import { trainingSplit } from '@shared/domain/face';
import { fail } from '@shared/result';
import { allTargets } from '../project/results/headTargets';
import { calibrationReports } from './calibrationReports';
import { prepareFaces } from './faceTables';
import { constantFloors } from './floors';
import { modelContext, type RunServices } from './services';

/** Measures a run on a split, stores the result face by face, and answers it beside what a constant scores. */
export async function evaluateRun(
  services: RunServices,
  { run: runName, split, checkpoint }: ParsedParams<'runs.evaluate'>,
): Promise<EvaluateReport> {
  const { project, engines, reader, job } = services;
  const run = project.runs.get(runName);
  const labelsRead = { readAt: new Date().toISOString(), journalId: project.journal.lastId() };
  const columns = project.faces.forLearning({ splits: [split] }, run.template);
  if (columns.count === 0) {
    const known = Object.keys(project.faces.splits()).join(', ') || 'none yet';
    fail('empty-split', `The project has no faces in the split “${split}”; its splits are: ${known}.`);
  }
  const engine = await engines.description(job);
  const context = modelContext(run);
  const { table, problems } = await prepareFaces(columns, {
    input: run.configuration.input,
    attributes: run.template.attributes,
    cacheFolder: project.cacheFolder,
    reader,
    context: job,
  });
  const result = await engines.request(
    { kind: 'evaluate', ...context, runFolder: project.runs.folder(run.id), checkpoint, faces: table },
    job,
    (event) => event.type === 'progress' && job.progress(event),
  );
  const training = project.faces.forLearning({ splits: [trainingSplit] }, run.template);
  const floors = constantFloors(context, training, table);
  const { metrics, confusion, globalStep, seconds } = result;
  for (const { name } of run.configuration.heads) {
    if (metrics[`loss/${name}`] === undefined)
      job.note(
        `None of the faces of “${split}” has a label of the head “${name}”: it cannot be measured on them.`,
      );
  }
  const { id } = project.evaluations.record(
    run.id,
    { split, checkpoint, globalStep, seconds, engine, metrics, floors, confusion },
    table.faceIds,
    result.faces,
    { ...labelsRead, targets: allTargets(run.configuration.heads, run.template, table) },
  );
  const calibration = calibrationReports(project, run, id);
  const counts = { run: run.name, split, faces: table.count };
  return { ...counts, metrics, floors, confusion, calibration, engine, seconds, problems };
}
