import type { Metrics } from './results';

/** The one number that says most of a head, and how it is read. */
export interface Headline {
  readonly metric: string;
  readonly value: number;
}

export interface HeadlineReading {
  /** `share`: shown as per cent; `eye-distance`: per cent of the distance between the eyes; `plain`: as it is. */
  readonly unit: 'share' | 'eye-distance' | 'plain';
  readonly better: 'lower' | 'higher';
}

/** In the order in which they are looked for; every head has the last. */
const readings: Readonly<Record<string, HeadlineReading>> = {
  nme: { unit: 'eye-distance', better: 'lower' },
  accuracy: { unit: 'share', better: 'higher' },
  balanced_accuracy: { unit: 'share', better: 'higher' },
  rmse: { unit: 'plain', better: 'lower' },
  average_loss: { unit: 'plain', better: 'lower' },
};

/** Of metrics that are nobody's headline, those of which more is better. */
const higherIsBetter: ReadonlySet<string> = new Set(['auc', 'macro_f1', 'precision', 'recall']);

/** Null when the metrics say nothing of the head. */
export function headlineOf(head: string, metrics: Metrics): Headline | null {
  for (const metric of Object.keys(readings)) {
    const value = metrics[`${metric}/${head}`];
    if (value !== undefined) return { metric, value };
  }
  return null;
}

export function readingOf(metric: string): HeadlineReading {
  return readings[metric] ?? { unit: 'plain', better: higherIsBetter.has(metric) ? 'higher' : 'lower' };
}

/** Whether a value is better than what a constant scores. */
export function beats(metric: string, value: number, floor: number): boolean {
  return readingOf(metric).better === 'lower' ? value < floor : value > floor;
}
