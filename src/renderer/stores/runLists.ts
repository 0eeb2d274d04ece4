import type { RunSummary } from '@shared/contract/reports';

/** What a menu of runs lists: a study's trials stand in its own table, but for the one that is `chosen`. */
export function listedRuns(runs: readonly RunSummary[], chosen: string | null): readonly RunSummary[] {
  return runs.filter(({ study, name }) => study === null || name === chosen);
}

/** By whose word faces are shown, until a person chooses: the newest that has said any, else the newest that can. */
export function runToSuggest(runs: readonly RunSummary[]): RunSummary | undefined {
  const trained = runs.filter(({ state, globalStep }) => state !== 'training' && globalStep > 0);
  return newestRun(runs.filter(({ hasPredicted }) => hasPredicted)) ?? newestRun(trained);
}

/** The newest that somebody trained by itself, else a study's newest. */
export function newestRun(runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.findLast(({ study }) => study === null) ?? runs.at(-1);
}
