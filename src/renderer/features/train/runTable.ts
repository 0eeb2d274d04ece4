import type { RunSummary } from '@shared/contract/reports';
import { headlineOf, readingOf, type Headline } from '@shared/learning/headline';
import type { Metrics } from '@shared/learning/results';
import { weightingKindOf } from '@shared/learning/weightingKind';

export const testSplit = 'testing';

/** The faces on which runs are measured: the test faces, or those that each run held out while it was trained. */
export const measuredOns = ['test', 'validation'] as const;
export type MeasuredOn = (typeof measuredOns)[number];

/** What a run scored on them; null where it was not measured there. Numbers of one kind say nothing beside the other’s. */
export function metricsOn(run: RunSummary, on: MeasuredOn): Metrics | null {
  return on === 'test' ? (run.evaluations[testSplit] ?? null) : run.validation;
}

/** Where most of the runs were measured, and on the test faces where there are as many. */
export function mostMeasuredOn(runs: readonly RunSummary[]): MeasuredOn {
  const count = (on: MeasuredOn): number => runs.filter((run) => metricsOn(run, on) !== null).length;
  return count('validation') > count('test') ? 'validation' : 'test';
}

/** A column a head that any run has, in the order of the newest run that has it. */
export function headColumns(runs: readonly RunSummary[]): string[] {
  return [...new Set([...runs].reverse().flatMap((run) => run.configuration.heads.map(({ name }) => name)))];
}

export function headlineIn(run: RunSummary, head: string, on: MeasuredOn): Headline | null {
  const metrics = metricsOn(run, on);
  return metrics && run.configuration.heads.some(({ name }) => name === head)
    ? headlineOf(head, metrics)
    : null;
}

export type RunColumn = 'name' | 'state' | 'step' | 'time' | 'weighting' | 'created' | `head:${string}`;

export interface RunOrder {
  readonly by: RunColumn;
  readonly descending: boolean;
}

export const newestFirst: RunOrder = { by: 'created', descending: true };

/** Pressing a column's heading: it sorts by it, the best or newest first; pressed again, the other way round. */
export function pressed(
  order: RunOrder,
  column: RunColumn,
  runs: readonly RunSummary[],
  on: MeasuredOn,
): RunOrder {
  if (order.by === column) return { by: column, descending: !order.descending };
  return { by: column, descending: beginsDescending(column, runs, on) };
}

function beginsDescending(column: RunColumn, runs: readonly RunSummary[], on: MeasuredOn): boolean {
  if (!column.startsWith('head:')) return column === 'created' || column === 'step' || column === 'time';
  const head = column.slice('head:'.length);
  const metric = runs.map((run) => headlineIn(run, head, on)?.metric).find((known) => known !== undefined);
  return metric !== undefined && readingOf(metric).better === 'higher';
}

/** What has nothing in the column comes last, either way. */
export function sortedRuns(
  runs: readonly RunSummary[],
  { by, descending }: RunOrder,
  on: MeasuredOn,
): RunSummary[] {
  const sign = descending ? -1 : 1;
  return [...runs].sort((one, other) => {
    const [a, b] = [keyOf(one, by, on), keyOf(other, by, on)];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    return sign * (typeof a === 'string' ? a.localeCompare(String(b)) : a - Number(b));
  });
}

/** Whom to look at when a run is gone: the one below it, else the one above; null where it was the only one. */
export function neighbourOf(runs: readonly RunSummary[], name: string): string | null {
  const index = runs.findIndex((run) => run.name === name);
  return index < 0 ? null : ((runs[index + 1] ?? runs[index - 1])?.name ?? null);
}

function keyOf(run: RunSummary, by: RunColumn, on: MeasuredOn): string | number | null {
  switch (by) {
    case 'name':
      return run.name;
    case 'state':
      return run.state;
    case 'step':
      return run.globalStep;
    case 'time':
      return run.seconds;
    case 'weighting':
      return weightingKindOf(run.configuration);
    case 'created':
      return run.createdAt;
    default:
      return headlineIn(run, by.slice('head:'.length), on)?.value ?? null;
  }
}
