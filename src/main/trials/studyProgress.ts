import type { Duration } from '@shared/learning/configuration';
import type { NextTraining, Study, Trial } from '@shared/trials/study';
import type { RunningJob } from '../jobs/jobRunner';

export const trialsPhase = 'training trials';

/**
 * The study's job as one training sees it: one bar for all of them. Its unit is the training faces that a network
 * has been shown, or the steps where the study counts in steps, so that its pace is that of the trainings.
 *
 * @param splitFaces training faces of the project, those that will be held out included
 */
export function jobOfTrial(
  job: RunningJob,
  study: Study,
  { trial }: NextTraining,
  splitFaces: number,
): RunningJob {
  const amount = (of: Trial, duration: Duration): number =>
    'steps' in duration
      ? duration.steps
      : duration.epochs * splitFaces * (1 - of.configuration.validationFraction);
  const unitsPerStep = 'steps' in trial.configuration.duration ? 1 : trial.configuration.batchSize;
  const done = study.trials.reduce((sum, of) => sum + amountDone(study, of, amount), 0);
  const before = done - amountDone(study, trial, amount);
  const total = wholeAmount(study, amount);
  return {
    ...job,
    progress: (update) => {
      if (update.phase !== 'training') return job.progress(update);
      const now = Math.round(before + update.done * unitsPerStep);
      job.progress({
        phase: trialsPhase,
        done: now,
        total: Math.max(now, Math.round(total)),
        message: trial.run,
      });
    },
  };
}

type Amount = (of: Trial, duration: Duration) => number;

function amountDone({ plan }: Study, trial: Trial, amount: Amount): number {
  if (trial.results.length === 0) return 0;
  const { configuration, results } = trial;
  return amount(
    trial,
    plan.kind === 'search' ? plan.rungs[results.length - 1]!.duration : configuration.duration,
  );
}

/** Of all trainings of the study, as they are planned. */
function wholeAmount({ plan, trials }: Study, amount: Amount): number {
  const [any] = trials;
  if (any === undefined) return 0;
  if (plan.kind === 'ablation') {
    return trials.reduce((sum, trial) => sum + amount(trial, trial.configuration.duration), 0);
  }
  return plan.rungs.reduce((sum, rung, index) => {
    const earlier = plan.rungs[index - 1];
    return sum + rung.trials * (amount(any, rung.duration) - (earlier ? amount(any, earlier.duration) : 0));
  }, 0);
}
