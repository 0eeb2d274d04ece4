import type { RunSummary } from '@shared/contract/reports';
import { headlineOf, readingOf, type Headline } from '@shared/learning/headline';
import type { Metrics } from '@shared/learning/results';
import { weightingKindOf } from '@shared/learning/weightingKind';

export const testSplit = 'testing';

/** What a run is measured by: its evaluation on the test faces, else its training's last validation. */
export interface RunScore {
  readonly on: 'test' | 'validation';
  readonly metrics: Metrics;
}

export function scoreOf(run: RunSummary): RunScore | null {
  const test = run.evaluations[testSplit];
  if (test) return { on: 'test', metrics: test };
  return run.validation ? { on: 'validation', metrics: run.validation } : null;
}

/** A column a head that any run has, in the order of the newest run that has it. */
export function headColumns(runs: readonly RunSummary[]): string[] {
  return [...new Set([...runs].reverse().flatMap((run) => run.configuration.heads.map(({ name }) => name)))];
}

export function headlineIn(run: RunSummary, head: string): Headline | null {
  const score = scoreOf(run);
  return score && run.configuration.heads.some(({ name }) => name === head)
    ? headlineOf(head, score.metrics)
    : null;
}

export type RunColumn = 'name' | 'state' | 'step' | 'time' | 'weighting' | 'created' | `head:${string}`;

export interface RunOrder {
  readonly by: RunColumn;
  readonly descending: boolean;
}

export const newestFirst: RunOrder = { by: 'created', descending: true };

/** Pressing a column's heading: it sorts by it, the best or newest first; pressed again, the other way round. */
export function pressed(order: RunOrder, column: RunColumn, runs: readonly RunSummary[]): RunOrder {
  if (order.by === column) return { by: column, descending: !order.descending };
  return { by: column, descending: beginsDescending(column, runs) };
}

function beginsDescending(column: RunColumn, runs: readonly RunSummary[]): boolean {
  if (!column.startsWith('head:')) return column === 'created' || column === 'step' || column === 'time';
  const head = column.slice('head:'.length);
  const metric = runs.map((run) => headlineIn(run, head)?.metric).find((known) => known !== undefined);
  return metric !== undefined && readingOf(metric).better === 'higher';
}

/** What has nothing in the column comes last, either way. */
export function sortedRuns(runs: readonly RunSummary[], { by, descending }: RunOrder): RunSummary[] {
  const sign = descending ? -1 : 1;
  return [...runs].sort((one, other) => {
    const [a, b] = [keyOf(one, by), keyOf(other, by)];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    return sign * (typeof a === 'string' ? a.localeCompare(String(b)) : a - Number(b));
  });
}

/** Whom to look at when a run is gone: the one below it, else the one above; null where it was the only one. */
export function neighbourOf(runs: readonly RunSummary[], name: string): string | null {
  const index = runs.findIndex((run) => run.name === name);
  return index < 0 ? null : ((runs[index + 1] ?? runs[index - 1])?.name ?? null);
}

function keyOf(run: RunSummary, by: RunColumn): string | number | null {
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
      return headlineIn(run, by.slice('head:'.length))?.value ?? null;
  }
}
