import type { LibraryQuery } from '../contract/library';
import type { HeadForm } from './headColumns';
import { defaultRanking, type Ranking } from './ranking';

/** A head in the newest evaluation of a run on a split. */
export interface HeadOfEvaluation {
  readonly run: string;
  readonly split: string;
  readonly head: string;
}

/**
 * The faces that a head got wrong, or whose labels are to be doubted, the worst first; of heads that choose nothing
 * all faces, since each is off by something.
 */
export function mistakesQuery(
  { run, split, head }: HeadOfEvaluation,
  form: HeadForm['form'],
  ranking: Ranking = defaultRanking(split),
): LibraryQuery {
  const of = { run, split, head };
  const chooses = form === 'choice' || form === 'tags';
  const outcome = chooses ? (ranking === 'suspicion' ? { suspect: true } : { wrong: true }) : {};
  return {
    filter: { evaluated: { ...of, outcome } },
    sort: { by: 'mistake', ...of, ranking, descending: true },
  };
}
