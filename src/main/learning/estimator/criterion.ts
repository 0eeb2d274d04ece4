import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';

/** `average_loss` by head; a head without a labelled face in the evaluation is left out. */
export function averageLosses(
  heads: readonly HeadConfiguration[],
  metrics: Metrics,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    heads.flatMap(({ name }) => {
      const loss = metrics[`average_loss/${name}`];
      return loss === undefined ? [] : [[name, loss]];
    }),
  );
}

/**
 * What makes one checkpoint better than another (lower is better): Σ wᵢ · average_loss/headᵢ on the
 * validation faces, the training loss without its noise. A head without a labelled validation face is left out.
 */
export function validationCriterion(heads: readonly HeadConfiguration[], metrics: Metrics): number {
  const losses = averageLosses(heads, metrics);
  return heads.reduce((sum, head) => sum + head.weight * (losses[head.name] ?? 0), 0);
}
