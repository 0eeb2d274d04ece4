import type { RunSummary } from '@shared/contract/reports';
import type { RunRecord } from '@shared/domain/run';
import type { Project } from '../project/project';
import { readBeginning } from './beginning';
import { readTrialOf } from './trialOf';

/** Every run of a project, oldest first. */
export function runSummaries(project: Project): RunSummary[] {
  return project.runs.list().map((run) => runSummary(project, run));
}

export function runSummary(project: Project, run: RunRecord): RunSummary {
  const { name, state, configuration, globalStep, seconds, createdAt, engine, failure, validation } = run;
  const evaluations = project.evaluations.newest(run.id);
  const folder = project.runs.folder(run.id);
  return {
    name,
    preset: configuration.preset,
    state,
    configuration,
    globalStep,
    totalSteps: readBeginning(folder)?.totalSteps ?? null,
    seconds: run.startedAt === null ? null : seconds,
    createdAt,
    engine,
    failure,
    evaluations: Object.fromEntries(evaluations.map(({ split, metrics }) => [split, metrics])),
    floors: Object.fromEntries(evaluations.map(({ split, floors }) => [split, floors])),
    validation,
    hasPredicted: project.predictions.hasAny(run.id),
    study: readTrialOf(folder)?.study ?? null,
  };
}
