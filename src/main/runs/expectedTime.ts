import type { RunRecord } from '@shared/domain/run';
import { modelContext, type RunServices } from './services';

/** A training of fewer steps is over sooner than one would have read how long it takes. */
const worthTelling = 500;
/** Timed, after those that warm the backend up. */
const timedSteps = 3;

/**
 * Says how long a training will take on this machine, from a few steps on pictures of noise: the network's pace, which
 * the input keeps up with but for small batches. What else a training does is said to be left out.
 */
export async function tellExpectedTime(
  { engines, job }: Pick<RunServices, 'engines' | 'job'>,
  run: RunRecord,
  stepsLeft: number,
): Promise<void> {
  if (stepsLeft < worthTelling) return;
  const { millisecondsPerStep } = await engines.request(
    { kind: 'bench', ...modelContext(run), faces: null, steps: timedSteps },
    job,
  );
  const minutes = Math.max(1, Math.round((stepsLeft * millisecondsPerStep.median) / 60_000));
  const steps = stepsLeft.toLocaleString('en');
  const pace = `${Math.round(millisecondsPerStep.median)} ms`;
  job.note(
    `“${run.name}” will take about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} on this machine: ${steps} steps of ${pace}, which is the network alone; reading small batches, validations and checkpoints add to it.`,
  );
}
