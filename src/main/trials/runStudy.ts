import type { StudyView } from '@shared/contract/trials';
import { trainingSplit } from '@shared/domain/face';
import { fail, failureOf } from '@shared/result';
import { objectiveOf } from '@shared/trials/objective';
import {
  isOver,
  type AblationTrial,
  type NextTraining,
  type SearchTrial,
  type Study,
  type Trial,
  type TrialResult,
} from '@shared/trials/study';
import { nextOfSearch, settledSearch } from '@shared/trials/successiveHalving';
import { isAbort, type RunningJob } from '../jobs/jobRunner';
import { CheckpointStore } from '../learning/checkpoints/store';
import { totalSteps } from '../learning/estimator/duration';
import { readBeginning } from '../runs/beginning';
import { dataFingerprint, faceDigests } from '../runs/dataFingerprint';
import type { RunServices } from '../runs/services';
import { requireTrainingFaces, trainRecord } from '../runs/train';
import type { Trainings } from '../runs/trainings';
import type { StudiesAtWork } from './studiesAtWork';
import type { StudyStore } from './studyStore';
import { jobOfTrial } from './studyProgress';
import { runOfTrial } from './trialRun';
import { studyView } from './views';

/** The one failure that is a trial's own: with its settings it happens again, and the others can go on. */
const ownFailure = 'loss-not-finite';

export interface StudyRoom {
  readonly services: RunServices;
  readonly store: StudyStore;
  readonly atWork: StudiesAtWork;
  readonly trainings: Trainings;
}

/**
 * Trains what is left of a study, trial by trial. Stopped or killed at any moment, the trials that are done stay so,
 * and the one at work goes on from its newest checkpoint next time. Fails with `study-at-work`, `study-data-changed`,
 * and as `trainRecord` does; a trial that diverges fails by itself.
 */
export async function runStudy(
  room: StudyRoom,
  name: string,
  { despiteChanges }: { readonly despiteChanges: boolean },
): Promise<StudyView> {
  const { store, atWork, services } = room;
  const { project, job } = services;
  requireTrainingFaces(project);
  const found = store.get(name);
  atWork.requireIdle(found);
  let study = withData(services, found, despiteChanges);
  atWork.begin(study.id, job.jobId);
  const keep = (now: Study): void => {
    study = now;
    store.save(now);
    tell(services, now);
  };
  try {
    keep({ ...study, failure: null });
    const splitFaces = project.faces.count({ splits: [trainingSplit] });
    while (!job.signal.aborted) {
      const next = nextTraining(study);
      if (next === null) break;
      atWork.train(study.id, next.trial.number);
      tell(services, study);
      const changed = await trainTrial(room, study, next, jobOfTrial(job, study, next, splitFaces));
      if (changed === null) break;
      const before = study.trials;
      keep(settled(study, changed));
      const over = study.trials.filter(({ state }, index) => state !== before[index]!.state);
      for (const trial of over) thin(services, trial);
    }
    return { ...studyView(study, atWork), atWork: null };
  } catch (thrown) {
    if (!isAbort(thrown)) keep({ ...study, failure: failureOf(thrown).message });
    throw thrown;
  } finally {
    atWork.end(study.id);
    tell(services, study);
  }
}

function tell({ emit }: RunServices, { name }: Study): void {
  emit({ name: 'trials.changed', payload: { study: name } });
}

/** What is to be trained next; null where nothing is left. */
function nextTraining({ plan, trials }: Study): NextTraining | null {
  if (plan.kind === 'search') return nextOfSearch(plan, trials.filter(isOfSearch));
  const trial = trials.find(({ state }) => state === 'waiting');
  return trial ? { trial, until: trial.configuration.duration } : null;
}

function settled(study: Study, changed: Trial): Study {
  const { plan } = study;
  const trials = study.trials.map((trial) => (trial.number === changed.number ? changed : trial));
  return {
    ...study,
    trials: plan.kind === 'search' ? settledSearch(plan, trials.filter(isOfSearch)) : trials,
  };
}

const isOfSearch = (trial: Trial): trial is SearchTrial => trial.kind === 'search';

/** The trial with what came of it; null where it was stopped on its way. */
async function trainTrial(
  { services, trainings }: StudyRoom,
  study: Study,
  { trial, until }: NextTraining,
  job: RunningJob,
): Promise<Trial | null> {
  const { project } = services;
  const run = runOfTrial(project, study, trial);
  try {
    const report = await trainRecord({ ...services, job }, run, { resume: true, until }, trainings);
    const beginning = readBeginning(project.runs.folder(run.id));
    if (beginning === null) return null;
    const { trainingFaces, floors } = beginning;
    if (report.global_step < totalSteps(until, trainingFaces, trial.configuration.batchSize)) return null;
    const metrics = report.validation ?? project.runs.get(run.id).validation ?? {};
    const objective =
      study.plan.kind === 'search' ? objectiveOf(study.plan.objective, metrics, floors) : null;
    return withResult(trial, { globalStep: report.global_step, metrics, floors, objective });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code !== ownFailure) throw thrown;
    services.job.note(`${trial.run}: ${failure.message}`);
    return { ...trial, state: 'failed', failure: failure.message };
  }
}

function withResult(trial: Trial, result: TrialResult): Trial {
  const results = [...trial.results, result];
  // A search's trials are judged together, at the end of their rung.
  const state: AblationTrial['state'] = trial.kind === 'ablation' ? 'done' : 'waiting';
  return { ...trial, results, state };
}

/** Of a trial that nothing follows upon, one checkpoint is enough. */
function thin({ project }: RunServices, trial: Trial): void {
  const run = project.runs.find(trial.run);
  if (run) new CheckpointStore(project.runs.folder(run.id), () => undefined).thin();
}

/** The study with the fingerprint of the faces that its trials are trained on, which must be the same for all. */
function withData({ project, job }: RunServices, study: Study, despiteChanges: boolean): Study {
  const heads = new Map(
    study.trials.flatMap(({ configuration }) => configuration.heads.map((head) => [head.name, head])),
  );
  const { input, teacher } = study.trials[0]!.configuration;
  const faces = project.faces.forLearning({ splits: [trainingSplit] }, study.template);
  const reading = { heads: [...heads.values()], crop: input.crop, teacher };
  const data = dataFingerprint(faceDigests(faces, study.template, reading));
  if (study.data === null || study.data.hash === data.hash || isOver(study))
    return { ...study, data: study.data ?? data };
  if (!despiteChanges) {
    fail(
      'study-data-changed',
      `Labels or files have changed since “${study.name}” was begun (then ${study.data.faces} training faces, now ` +
        `${data.faces}), so that its trials could not be compared with each other. Undo the changes, begin a new ` +
        'study, or go on in spite of them (--despite-changes).',
    );
  }
  job.note(
    `“${study.name}” goes on with other labels or files: trials from before and after are not quite comparable.`,
  );
  return { ...study, data, dataChanged: true };
}
