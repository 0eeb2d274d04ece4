import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import type { Project } from '../project/project';
import { changedByWishes, durationOf, type TrainingWishes } from './configuration';
import { studyOf } from './ofStudy';
import { readReproduction } from './reproduction';
import { readTrialOf } from './trialOf';

/**
 * The run that a training goes on with: the named one, or the newest unfinished one of the person's own. Wishes that
 * would change what is being trained are refused: a resumed run is the same run. Fails with `nothing-to-resume`,
 * `run-unknown`, `resume-of-study`, `resume-changes`.
 */
export function resumableRun(project: Project, wishes: TrainingWishes): RunRecord {
  const run = wishes.name ? project.runs.get(wishes.name) : newestUnfinished(project, wishes);
  requireOwn(project, run);
  const changes = changedByWishes(run.configuration, wishes);
  if (changes.length > 0) {
    fail(
      'resume-changes',
      `A resumed run stays what it is, and “${run.name}” has another ${changes.join(', ')}. Leave that out, or train a new run.`,
    );
  }
  const duration = durationOf(wishes);
  return duration ? project.runs.extend(run.id, duration) : run;
}

/** Trials and repetitions stand in no list of one's own runs, and are gone on with by the job that made them. */
function newestUnfinished(project: Project, { preset }: TrainingWishes): RunRecord {
  const found = project.runs.list().findLast((run) => {
    if (run.state === 'finished' || (preset ?? run.configuration.preset) !== run.configuration.preset) {
      return false;
    }
    const folder = project.runs.folder(run.id);
    return readTrialOf(folder) === null && readReproduction(folder) === null;
  });
  if (found) return found;
  const kind = preset === undefined ? '' : ` of the preset ${preset}`;
  return fail('nothing-to-resume', `The project has no unfinished run${kind}; name one to train it further.`);
}

/** Trained on by itself, a trial would no longer be what its study's table says of it. */
function requireOwn(project: Project, run: RunRecord): void {
  const study = studyOf(project, run);
  if (study === null) return;
  const command = study.plan.kind === 'ablation' ? 'ablate' : 'search';
  fail(
    'resume-of-study',
    `“${run.name}” is a trial of the study “${study.name}”, whose table says what it came to. Go on with the study ` +
      `(facet ${command} --name ${study.name} --resume), or train a run of your own that starts from the trial ` +
      `(--start-from ${run.name}).`,
    { run: run.name, study: study.name },
  );
}
