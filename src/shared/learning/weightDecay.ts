import type { OptimizerConfiguration } from './configuration';

/**
 * The weight decay of an optimizer of which nobody has said any. A preset's is for its own kind: it goes with the learning
 * rate, and the rates of descent are ten to a hundred times those of Adam.
 */
export function usualWeightDecay(
  kind: OptimizerConfiguration['kind'],
  preset: Pick<OptimizerConfiguration, 'kind' | 'weightDecay'>,
): number {
  return kind === preset.kind ? preset.weightDecay : 0;
}
