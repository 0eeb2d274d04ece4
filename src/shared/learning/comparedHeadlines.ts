import { headlineOf } from './headline';
import type { Metrics } from './results';

/** The number that says most of a head, of two trainings. */
export interface ComparedHeadline {
  readonly head: string;
  readonly metric: string;
  readonly original: number;
  readonly again: number;
}

/** Of each head that both have measured, in the order of the first one's metrics. */
export function comparedHeadlines(original: Metrics, again: Metrics): ComparedHeadline[] {
  const heads = Object.keys(original).flatMap((name) => /^average_loss\/(.+)$/.exec(name)?.[1] ?? []);
  return heads.flatMap((head) => {
    const headline = headlineOf(head, original);
    const now = headline ? again[`${headline.metric}/${head}`] : undefined;
    return headline === null || now === undefined
      ? []
      : [{ head, metric: headline.metric, original: headline.value, again: now }];
  });
}
