import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import type { Study, Trial } from '@shared/trials/study';
import type { Project } from '../project/project';
import { readTrialOf, writeTrialOf } from '../runs/trialOf';

/** `search-1-03`: as many digits as the last one has. */
export function trialRun(study: string, number: number, count: number): string {
  return `${study}-${String(number).padStart(String(count).length, '0')}`;
}

/** The trial's run, made now where it has not begun. Fails with `run-exists` where another one has its name. */
export function runOfTrial(project: Project, study: Study, trial: Trial): RunRecord {
  const known = project.runs.find(trial.run);
  if (!known) {
    const run = project.runs.create({
      name: trial.run,
      configuration: trial.configuration,
      template: study.template,
    });
    writeTrialOf(project.runs.folder(run.id), { study: study.name, trial: trial.number });
    return run;
  }
  if (isRunOfTrial(project, study, trial, known)) return known;
  return fail(
    'run-exists',
    `The study “${study.name}” needs the name ${trial.run} for a run, which another run has. Begin the study anew by another name.`,
    { run: trial.run },
  );
}

/** Of a run that has the trial's name: whether the study has begun it. */
export function isRunOfTrial(project: Project, study: Study, trial: Trial, run: RunRecord): boolean {
  const of = readTrialOf(project.runs.folder(run.id));
  if (of) return of.study === study.name;
  // Killed between the two, a run has no trial written down: its configuration tells whose it is.
  return JSON.stringify(run.configuration) === JSON.stringify(trial.configuration);
}
