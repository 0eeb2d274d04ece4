import type { EvaluateReport, RunSummary } from '@shared/contract/reports';
import type { Metrics } from '@shared/learning/results';

/** Everything a report page is made from. */
export interface ReportContent {
  readonly run: RunSummary;
  readonly steps: readonly { readonly globalStep: number; readonly lossByHead: Metrics }[];
  readonly validations: readonly { readonly globalStep: number; readonly metrics: Metrics }[];
  readonly evaluation: EvaluateReport;
  /** By landmark head, each evaluated face's mean error over the distance of its eyes; in any order. */
  readonly faceErrors: Readonly<Record<string, readonly number[]>>;
  /** `data:` addresses, so that the page is whole without any other file. */
  readonly pictures: readonly string[];
}

/** Of a head the one number that a person asks for first. */
export interface Headline {
  readonly metric: string;
  readonly title: string;
  readonly unit: 'number' | 'percent';
  readonly better: 'higher' | 'lower';
}

const headlines: readonly Headline[] = [
  { metric: 'nme', title: 'mean error, of the eye distance', unit: 'percent', better: 'lower' },
  { metric: 'accuracy', title: 'accuracy', unit: 'percent', better: 'higher' },
  { metric: 'rmse', title: 'root mean squared error', unit: 'number', better: 'lower' },
  { metric: 'average_loss', title: 'average loss', unit: 'number', better: 'lower' },
];

export function headlineOf(head: string, metrics: Metrics): Headline | undefined {
  return headlines.find(({ metric }) => metrics[`${metric}/${head}`] !== undefined);
}

export function measured(value: number, unit: Headline['unit']): string {
  return unit === 'percent' ? `${(value * 100).toFixed(1)} %` : value.toFixed(3);
}
