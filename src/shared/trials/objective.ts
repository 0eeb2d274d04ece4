import { readingOf } from '../learning/headline';
import type { Metrics } from '../learning/results';

/** What trials are compared by unless somebody says otherwise. */
export const relativeLoss = 'relative-loss';

/**
 * What a search compares its trials by, on the validation faces; null where it cannot be told.
 *
 * `relative-loss`: of each head its loss over that of the best constant, and the mean over the heads. 1 is what no
 * network is needed for, 0 is perfect; every head counts the same, whatever its loss is measured in and whatever its
 * weight in training, so that trials of different weights can be compared. Else the metric of that name.
 */
export function objectiveOf(objective: string, metrics: Metrics, floors: Metrics): number | null {
  if (objective !== relativeLoss) return finite(metrics[objective]);
  const shares = Object.keys(metrics)
    .filter((name) => name.startsWith('average_loss/'))
    .map((name) => ({ loss: metrics[name]!, floor: floors[name] ?? 0 }))
    .filter(({ floor }) => floor > 0)
    .map(({ loss, floor }) => loss / floor);
  return shares.length === 0 ? null : finite(shares.reduce((sum, share) => sum + share, 0) / shares.length);
}

/** What the best constant comes to in that comparison; null where it is not known. */
export function objectiveFloor(objective: string, floors: Metrics): number | null {
  return objective === relativeLoss ? 1 : finite(floors[objective]);
}

const higherIsBetter: ReadonlySet<string> = new Set([
  'auc',
  'auc_precision_recall',
  'macro_f1',
  'precision',
  'recall',
]);

export function betterObjective(objective: string): 'lower' | 'higher' {
  const metric = objective.split('/')[0]!;
  return higherIsBetter.has(metric) ? 'higher' : readingOf(metric).better;
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
