import type { LibraryQuery } from '../contract/library';
import type { HeadForm } from './headColumns';

/** A head in the newest evaluation of a run on a split. */
export interface HeadOfEvaluation {
  readonly run: string;
  readonly split: string;
  readonly head: string;
}

/**
 * The faces that a head got wrong, the worst first; of heads that choose nothing all faces, since each is off by
 * something.
 */
export function mistakesQuery(of: HeadOfEvaluation, form: HeadForm['form']): LibraryQuery {
  const outcome = form === 'choice' || form === 'tags' ? { wrong: true } : {};
  return {
    filter: { evaluated: { ...of, outcome } },
    sort: { by: 'mistake', ...of, descending: true },
  };
}
