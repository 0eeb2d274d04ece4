import type { HeadColumns } from './headColumns';
import { labelSuspicion } from './labelSuspicion';
import { mistakeRanks } from './outcome';

/** By what the faces of an evaluation can be ranked, the worst first. */
export const rankings = ['confidence', 'suspicion', 'loss'] as const;
export type Ranking = (typeof rankings)[number];

/** The split of a run's evaluation of its training faces, each by a network that has not learnt from it. */
export const outOfFoldSplit = 'out-of-fold';

/** What is looked for first: wrong labels where the network could not know them, else what the network got wrong. */
export function defaultRanking(split: string): Ranking {
  return split === outOfFoldSplit ? 'suspicion' : 'confidence';
}

/** The higher, the earlier in the list; NaN where a face could not be measured. Shape [faces]. */
export function ranksOf(columns: HeadColumns, ranking: Ranking): Float64Array {
  switch (ranking) {
    case 'confidence':
      return mistakeRanks(columns);
    case 'suspicion':
      return labelSuspicion(columns).ranks;
    case 'loss':
      return Float64Array.from(columns.losses);
  }
}
