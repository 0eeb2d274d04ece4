import type { RunSummary } from '@shared/contract/reports';

/** What a menu of runs lists: a study's trials stand in its own table, but for the one that is `chosen`. */
export function listedRuns(runs: readonly RunSummary[], chosen: string | null): readonly RunSummary[] {
  return runs.filter(({ study, name }) => study === null || name === chosen);
}

/** The newest that somebody trained by itself, else a study's newest. */
export function newestRun(runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.findLast(({ study }) => study === null) ?? runs.at(-1);
}
