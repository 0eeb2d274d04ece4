import { resolve } from 'node:path';
import type { ParsedParams } from '@shared/contract/channels';
import type { ExportedModel } from '@shared/contract/models';
import { testingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import { version } from '../../../package.json';
import type { RunningJob } from '../jobs/jobRunner';
import { askedNetworks, worthAsking } from '../learning/adviser/advice';
import { networkCalibration, type Checkpoint } from '../learning/checkpoints/checkpoint';
import { CheckpointStore } from '../learning/checkpoints/store';
import type { Project } from '../project/project';
import { readBeginning } from '../runs/beginning';
import { readRunStart } from '../runs/runStart';
import { modelContext } from '../runs/services';
import { adviserFiles } from './adviser/adviserFiles';
import type { CardEvaluation } from './card/content';
import { modelCard } from './card/modelCard';
import { describeModel } from './describe';
import { fingerprintOf } from './fingerprint';
import { modelWriters, type ModelFile } from './formats';
import { labelsFile, labelsOf } from './labels';
import { parametersOf } from './parameters';
import { preprocessOf } from './preprocess';
import { writeFolder } from './writeFolder';

/**
 * Hands a run's network on: a folder with the model in one format, how a photo becomes its input, what its outputs mean,
 * and a model card; where an adviser is worth asking, a folder in it with that. The folder appears whole or not at all.
 * Fails with `run-unknown`, `checkpoint-missing`, `checkpoint-corrupt`, `head-not-in-format`, with an adviser with
 * `model-missing` and `model-broken`, and as `writeFolder` does.
 */
export async function exportModel(
  project: Project,
  { run: name, format, folder, checkpoint: choice }: ParsedParams<'models.export'>,
  job: RunningJob,
): Promise<ExportedModel> {
  const run = project.runs.get(name);
  const runFolder = project.runs.folder(run.id);
  job.progress({ phase: 'reading the checkpoint', done: 0 });
  const store = new CheckpointStore(runFolder, job.note);
  const checkpoint = typeof choice === 'number' ? store.at(choice) : store.load(choice);
  const context = modelContext(run);
  const graph = describeModel(context, checkpoint);
  const fingerprint = fingerprintOf(checkpoint);
  const { globalStep } = checkpoint;
  job.progress({ phase: 'writing the model', done: 0 });
  const about = { run: run.name, step: String(globalStep), fingerprint };
  const model = await modelWriters[format](graph, about);
  const advice = worthAsking(checkpoint.advice ?? {});
  const isAdvised = Object.keys(advice).length > 0;
  const calibration = networkCalibration(checkpoint);
  const preprocess = preprocessOf(run.configuration, checkpoint);
  const labels = labelsOf(context, calibration);
  const card = modelCard({
    format,
    run,
    globalStep,
    parameters: parameterCount(checkpoint),
    fingerprint,
    preprocess,
    labels,
    calibration,
    adviserNetworks: isAdvised ? askedNetworks(advice) : [],
    beginning: readBeginning(runFolder),
    start: readRunStart(runFolder),
    evaluation: evaluationFor(project, run, globalStep),
    facetVersion: version,
  });
  const files: ModelFile[] = [
    ...model,
    { name: 'preprocess.json', bytes: json(preprocess) },
    { name: labelsFile, bytes: json(labels) },
    { name: 'README.md', bytes: Buffer.from(card) },
    ...(isAdvised ? await adviserFiles(context, advice, format, about) : []),
  ];
  const target = resolve(folder);
  await writeFolder(target, files, job.signal);
  return {
    run: run.name,
    format,
    folder: target,
    files: files.map((file) => file.name),
    globalStep,
    fingerprint,
  };
}

function parameterCount(checkpoint: Checkpoint): number {
  return [...parametersOf(checkpoint).values()].reduce((sum, { values }) => sum + values.length, 0);
}

/** Of the test faces if there is one, and of the step that is handed on if there is one. */
function evaluationFor({ evaluations }: Project, run: RunRecord, globalStep: number): CardEvaluation | null {
  const known = evaluations.newest(run.id).toReversed();
  const chosen =
    known.find((one) => one.split === testingSplit && one.globalStep === globalStep) ??
    known.find((one) => one.split === testingSplit) ??
    known[0];
  if (!chosen) return null;
  const columns = run.configuration.heads.flatMap(({ name }) => {
    const of = evaluations.columns(chosen.id, name);
    return of ? [[name, of] as const] : [];
  });
  return { ...chosen, columns: new Map(columns) };
}

function json(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
