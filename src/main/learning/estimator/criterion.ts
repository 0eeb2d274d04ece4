import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';

/**
 * What makes one checkpoint better than another (lower is better): Σ wᵢ · average_loss/headᵢ on the
 * validation faces, the training loss without its noise. A head without a labelled validation face is left out.
 */
export function validationCriterion(heads: readonly HeadConfiguration[], metrics: Metrics): number {
  return heads.reduce((sum, head) => sum + head.weight * (metrics[`average_loss/${head.name}`] ?? 0), 0);
}
