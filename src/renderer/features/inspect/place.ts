import type { EvaluationView } from '@shared/contract/inspect';
import type { RunSummary } from '@shared/contract/reports';
import { testingSplit } from '@shared/domain/face';
import { newestRun } from '../../stores/runLists';

/** What of a run is looked at: a head of an evaluation, how it was trained, or what its heads share, with the studies. */
export const inspectViews = ['head', 'training', 'sharing'] as const;
export type InspectView = (typeof inspectViews)[number];

/** What is inspected: a run, its newest evaluation on a split, one of the heads. Null: not chosen yet. */
export interface Place {
  /** Absent: a head. */
  readonly view?: InspectView;
  readonly run: string | null;
  readonly split: string | null;
  readonly head: string | null;
}

type Address = Readonly<Record<string, unknown>>;

/** The place that an address names, as far as it does. */
export function placeFromAddress(address: Address): Place {
  const one = (key: string): string | null => {
    const value = address[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const view = inspectViews.find((known) => known === address['view']);
  const of = { run: one('run'), split: one('on'), head: one('head') };
  return view === undefined || view === 'head' ? of : { ...of, view };
}

export function placeToAddress({ run, split, head, view = 'head' }: Place): Record<string, string> {
  return {
    ...(run === null ? {} : { run }),
    ...(split === null ? {} : { on: split }),
    ...(head === null ? {} : { head }),
    ...(view === 'head' ? {} : { view }),
  };
}

/** The run that was wished for, else the newest that was evaluated, else the newest; null where there is none. */
export function chosenRunOf(runs: readonly RunSummary[], wished: string | null): string | null {
  if (runs.some(({ name }) => name === wished)) return wished;
  const evaluated = newestRun(runs.filter(({ evaluations }) => Object.keys(evaluations).length > 0));
  return (evaluated ?? newestRun(runs))?.name ?? null;
}

/** The wished evaluation and head where they are there; else the test faces', else the newest, and its first head. */
export function chosenEvaluation(place: Place, evaluations: readonly EvaluationView[]): Place {
  const on = (split: string | null): EvaluationView | undefined =>
    evaluations.find((candidate) => candidate.split === split);
  const evaluation = on(place.split) ?? on(testingSplit) ?? evaluations[0];
  if (!evaluation) return { ...place, split: null, head: null };
  const heads = evaluation.heads.map(({ head }) => head);
  const head = place.head !== null && heads.includes(place.head) ? place.head : (heads[0] ?? null);
  return { ...place, split: evaluation.split, head };
}
