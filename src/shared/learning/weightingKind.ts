import type { RunConfiguration, WeightingKind } from './configuration';

/** How a run weighs its heads' losses; one from before it could be chosen has fixed weights. */
export function weightingKindOf({ weighting }: Pick<RunConfiguration, 'weighting'>): WeightingKind {
  return weighting?.kind ?? 'fixed';
}
