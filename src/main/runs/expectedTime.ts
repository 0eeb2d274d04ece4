import type { RunRecord } from '@shared/domain/run';
import type { Rehearsal } from '../learning/engine/protocol';
import { modelContext, type RunServices } from './services';

/** A training of fewer steps is over sooner than one would have read how long it takes. */
const worthTelling = 500;

/** What a training has before it. */
export interface TrainingAhead {
  readonly steps: number;
  /** Faces that are looked at before the first step, by a teacher and an adviser; none where that has been done. */
  readonly firstLooks: number;
  readonly validations: number;
  readonly validationFaces: number;
}

/** Says how long a training will take on this machine, by what its parts take on pictures of noise. */
export async function tellExpectedTime(
  { engines, job }: Pick<RunServices, 'engines' | 'job'>,
  run: RunRecord,
  ahead: TrainingAhead,
): Promise<void> {
  if (ahead.steps < worthTelling) return;
  const rehearsal = await engines.request(
    { kind: 'rehearse', ...modelContext(run), firstLooks: ahead.firstLooks > 0 },
    job,
  );
  job.note(`“${run.name}” ${expectedInWords(ahead, rehearsal)}`);
}

function expectedInWords(ahead: TrainingAhead, rehearsal: Rehearsal): string {
  const { steps, firstLooks, validations, validationFaces } = ahead;
  const { millisecondsPerStep, millisecondsPerFirstLook, millisecondsPerAnswer } = rehearsal;
  const milliseconds =
    steps * millisecondsPerStep +
    firstLooks * millisecondsPerFirstLook +
    validations * validationFaces * millisecondsPerAnswer;
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  const parts = [
    `${number(steps)} steps of ${Math.round(millisecondsPerStep)} ms`,
    ...(validationFaces > 0
      ? [`${number(validations)} validations on ${number(validationFaces)} faces`]
      : []),
    ...(firstLooks > 0 && millisecondsPerFirstLook > 0
      ? [`a first look at ${number(firstLooks)} faces, where it has not been taken before`]
      : []),
  ];
  return `will take about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} on this machine: ${parts.join('; ')}.`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
