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
  const doubts = ranking === 'suspicion';
  const outcome = chooses ? (doubts ? { suspect: true } : { wrong: true }) : {};
  return {
    // A label that somebody has confirmed may be a mistake of the head's, but is doubted no more.
    filter: { evaluated: { ...of, outcome, ...(doubts ? { unconfirmed: true as const } : {}) } },
    sort: { by: 'mistake', ...of, ranking, descending: true },
  };
}
