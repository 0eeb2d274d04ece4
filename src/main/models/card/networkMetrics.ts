import type { Metrics } from '@shared/learning/results';

const alone = 'accuracy_alone/';

/** The heads that were answered with an adviser's word in an evaluation. */
export function advisedIn(metrics: Metrics): readonly string[] {
  return Object.keys(metrics).flatMap((name) => (name.startsWith(alone) ? [name.slice(alone.length)] : []));
}

/** What of an evaluation is of the network by itself: of a head that was advised its accuracy without the adviser, and no more. */
export function networkMetrics(metrics: Metrics): Metrics {
  const advised = advisedIn(metrics);
  const ofNetwork = Object.entries(metrics).filter(
    ([name]) => !advised.some((head) => name.endsWith(`/${head}`)),
  );
  const accuracies = advised.map((head) => [`accuracy/${head}`, metrics[`${alone}${head}`]!] as const);
  return Object.fromEntries([...ofNetwork, ...accuracies]);
}
