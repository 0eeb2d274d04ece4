import type { Problem } from '@shared/contract/jobs';
import type { TrainReport } from '@shared/contract/reports';
import type { TrainingBeginning } from '@shared/contract/training';
import { trainingSplit } from '@shared/domain/face';
import type { RunRecord } from '@shared/domain/run';
import type { RunStart } from '@shared/domain/runStart';
import type { Duration, RunConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import { fail, failureOf } from '@shared/result';
import { isAbort, StudioClosing } from '../jobs/jobRunner';
import { writeStartWeights, type StartWeights } from '../learning/checkpoints/startWeights';
import { newestCheckpointStep } from '../learning/checkpoints/store';
import type { TrainResult } from '../learning/engine/protocol';
import { totalSteps } from '../learning/estimator/duration';
import type { FaceTable } from '../learning/faceTable';
import { constantFloor } from '../learning/heads/floor';
import { createMultiHead } from '../learning/heads/multiHead';
import type { LearningFaces } from '../project/faces/learningFaces';
import type { Project } from '../project/project';
import { readBeginning, writeBeginning } from './beginning';
import { configurationFor, type TrainingWishes } from './configuration';
import { tellExpectedTime } from './expectedTime';
import { prepareFaces, selectRows } from './faceTables';
import { checkFrozenTrunk } from './frozenTrunk';
import { heldOutAsBefore } from './heldOutSeed';
import { labelledFaces } from './labelledFaces';
import { withLearnableHeads } from './learnableHeads';
import { readStepLog } from './readStepLog';
import { resumableRun } from './resumable';
import { beginSession } from './runFingerprint';
import { writeRunStart } from './runStart';
import { modelContext, type RunServices } from './services';
import { splitFaces } from './splitFaces';
import { StepLog } from './stepLog';
import { TrainingRelay } from './trainingRelay';
import { Trainings } from './trainings';

/** Trains a new run, or goes on with one; ends as `trainRecord` does. */
export async function trainRun(
  services: RunServices,
  wishes: TrainingWishes,
  trainings = new Trainings(),
): Promise<TrainReport> {
  requireTrainingFaces(services.project);
  const run = wishes.resume ? resumableRun(services.project, wishes) : await newRun(services, wishes);
  return trainRecord(services, run, { resume: wishes.resume ?? false }, trainings);
}

/** Before anything is written: a project without faces leaves no run behind. Fails with `no-training-faces`. */
export function requireTrainingFaces(project: Project): void {
  if (project.faces.count({ splits: [trainingSplit] }) > 0) return;
  fail('no-training-faces', 'The project has no faces to train on; import a data set first.');
}

export interface TrainingSession {
  /** Go on from the newest checkpoint; without one, or when false, start at step 0. */
  readonly resume: boolean;
  /** Pause there, on the schedule of the run's whole duration; absent: train to the end. */
  readonly until?: Duration;
}

/**
 * Trains a run that is there, from its beginning or its newest checkpoint. Cancelled or paused, it keeps a checkpoint
 * at the step it stopped at and answers what was done until then.
 */
export async function trainRecord(
  services: RunServices,
  run: RunRecord,
  { resume, until }: TrainingSession,
  trainings: Trainings,
): Promise<TrainReport> {
  const { project, engines, job, emit } = services;
  const release = project.runs.hold(run, 'training');
  const runFolder = project.runs.folder(run.id);
  const tellChange = (): void => emit({ name: 'training.changed', payload: { run: run.name } });
  try {
    const log = resume ? await readStepLog(runFolder) : new StepLog();
    trainings.begin({ jobId: job.jobId, runId: run.id, run: run.name }, log);
    tellChange();
    const engine = await engines.description(job);
    const faces = await trainingFaces(services, run);
    const { configuration } = run;
    const steps = totalSteps(configuration.duration, faces.training.count, configuration.batchSize);
    if (resume) tellOtherHeldOut(run, readBeginning(runFolder), faces, job.note);
    writeBeginning(runFolder, {
      trainingFaces: faces.training.count,
      validationFaces: faces.validation?.count ?? 0,
      totalSteps: steps,
      floors: validationFloors(run, faces),
    });
    beginSession(project, run, { resume, totalSteps: steps, engine, columns: faces.columns });
    project.runs.updateState(run.id, 'training', { engine });
    const relay = new TrainingRelay(services, run, log);
    relay.started(engine, steps);
    const untilStep = until && totalSteps(until, faces.training.count, configuration.batchSize);
    const stepsLeft = (untilStep ?? steps) - run.globalStep;
    await tellExpectedTime(services, run, {
      steps: stepsLeft,
      firstLooks: run.globalStep === 0 ? faces.training.count : 0,
      validations: Math.ceil(stepsLeft / configuration.checkpointEverySteps),
      validationFaces: faces.validation?.count ?? 0,
    });
    const result = await engines.request(
      {
        kind: 'train',
        ...modelContext(run),
        runFolder,
        training: faces.training,
        validation: faces.validation,
        resume,
        ...(untilStep === undefined ? {} : { untilStep }),
      },
      job,
      (event) => relay.relay(event),
    );
    relay.flush();
    const isOver = result.stopped === 'finished' || trainings.find(run.id)?.ending === 'stop';
    project.runs.updateState(run.id, isOver ? 'finished' : stoppedState(services), changes(run, result));
    return {
      run: run.name,
      global_step: result.globalStep,
      seconds: result.seconds,
      facesPerSecond: result.facesPerSecond,
      backend: engine.backend,
      device: engine.device,
      engine,
      stopped: result.stopped,
      validation: result.validation,
      problems: faces.problems,
    };
  } catch (thrown) {
    recordFailure(services, run, thrown, trainings.find(run.id)?.ending === 'stop');
    throw thrown;
  } finally {
    release();
    trainings.end(run.id);
    tellChange();
  }
}

/** Whoever adds faces to a run, or goes on with one of an older version, has others held out than those it was measured on. */
function tellOtherHeldOut(
  { name }: RunRecord,
  before: TrainingBeginning | null,
  { validation }: TrainingFaces,
  note: (message: string) => void,
): void {
  const now = validation?.count ?? 0;
  if (before === null || before.validationFaces === now) return;
  note(
    `“${name}” holds out ${now.toLocaleString('en')} faces now, and held out ${before.validationFaces.toLocaleString('en')}: faces or labels have come or gone, ` +
      'or an older version chose them. What it scores in validation is not quite comparable with what it scored before.',
  );
}

/** With the studio a run is interrupted, and offered to be gone on with; a person who pauses it knows what they want. */
function stoppedState({ job }: RunServices): 'interrupted' | 'stopped' {
  return job.signal.reason instanceof StudioClosing ? 'interrupted' : 'stopped';
}

/**
 * A run that a person paused before its first batch is stopped, and over where they wanted that; whatever else ends
 * one has failed.
 */
function recordFailure(services: RunServices, run: RunRecord, thrown: unknown, isOver: boolean): void {
  const { project, job } = services;
  const isStopped = job.signal.aborted && isAbort(thrown);
  try {
    if (isStopped) project.runs.updateState(run.id, isOver ? 'finished' : stoppedState(services));
    else {
      const failure = failureOf(thrown).message;
      project.runs.updateState(run.id, 'failed', { ...keptOf(project, run), failure });
    }
  } catch (second) {
    // A full disk fails both: what the training failed of is what a person has to know.
    job.note(`That the run “${run.name}” has ended could not be saved: ${failureOf(second).message}`);
  }
}

/** Where a run goes on from, and what it scored by then: a pass whose checkpoint could not be written is lost. */
function keptOf({ runs }: Project, { id }: RunRecord): { globalStep: number; validation?: Metrics } {
  const globalStep = newestCheckpointStep(runs.folder(id)) ?? 0;
  const passes = runs.metrics(id, 'validation').filter((pass) => pass.globalStep <= globalStep);
  const validation = passes.at(-1)?.metrics;
  return validation ? { globalStep, validation } : { globalStep };
}

/** What a constant scores on the faces that are held out; nothing without any. */
function validationFloors(run: RunRecord, { training, validation }: TrainingFaces): Metrics {
  if (validation === null) return {};
  const context = modelContext(run);
  const { heads, batchSize } = run.configuration;
  return constantFloor(createMultiHead(heads, context), training, validation, batchSize);
}

async function newRun({ project, job }: RunServices, wishes: TrainingWishes): Promise<RunRecord> {
  const wished = configurationFor(withLearnableHeads(project, wishes, job.note), project.template);
  const configuration = { ...wished, ...heldOutAsBefore(project, wishes, wished, job.note) };
  checkFrozenTrunk(project, configuration, wishes, job.note);
  const begun = await startWeights(project, wishes, configuration, job.note);
  const run = project.runs.create({ ...(wishes.name ? { name: wishes.name } : {}), configuration });
  if (begun) {
    writeStartWeights(project.runs.folder(run.id), begun.weights);
    writeRunStart(project.runs.folder(run.id), begun.start);
  }
  return run;
}

/** Null for a run that begins by chance. Formats' libraries are loaded for the others only. */
async function startWeights(
  project: Project,
  { startFrom }: TrainingWishes,
  configuration: RunConfiguration,
  note: (message: string) => void,
): Promise<{ readonly weights: StartWeights; readonly start: RunStart } | null> {
  if (startFrom === undefined) return null;
  const { startWeightsFor } = await import('./startFrom');
  return startWeightsFor(project, startFrom, configuration, project.template, note);
}

interface TrainingFaces {
  readonly training: FaceTable;
  readonly validation: FaceTable | null;
  /** All of the split, as the project has them. */
  readonly columns: LearningFaces;
  readonly problems: readonly Problem[];
}

async function trainingFaces({ project, reader, job }: RunServices, run: RunRecord): Promise<TrainingFaces> {
  const { input } = run.configuration;
  const { attributes } = run.template;
  const all = project.faces.forLearning({ splits: [trainingSplit] }, run.template);
  const columns = labelledFaces(all, modelContext(run));
  const prepared = await prepareFaces(columns, {
    input,
    attributes,
    cacheFolder: project.cacheFolder,
    reader,
    context: job,
  });
  const rows = splitFaces(prepared, run.configuration);
  return {
    training: selectRows(prepared.table, rows.training, attributes),
    validation: rows.validation.length > 0 ? selectRows(prepared.table, rows.validation, attributes) : null,
    columns,
    problems: prepared.problems,
  };
}

function changes(
  run: RunRecord,
  result: TrainResult,
): Parameters<RunServices['project']['runs']['updateState']>[2] {
  return {
    globalStep: result.globalStep,
    seconds: run.seconds + result.seconds,
    ...(result.validation ? { validation: result.validation } : {}),
  };
}
