import type { Duration } from '@shared/learning/configuration';

/**
 * The global step at which a run ends, counted from its first beginning: a resumed run goes on to the same
 * end. Epochs are rounded up to whole batches.
 */
export function totalSteps(duration: Duration, faces: number, batchSize: number): number {
  if ('steps' in duration) return duration.steps;
  return Math.max(1, Math.ceil((duration.epochs * faces) / batchSize));
}
