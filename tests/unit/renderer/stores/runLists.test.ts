import { describe, expect, it } from 'vitest';
import type { RunSummary } from '@shared/contract/reports';
import { listedRuns, newestRun, runToSuggest } from '../../../../src/renderer/stores/runLists';

const run = (name: string, study: string | null = null) => ({ name, study }) as RunSummary;
const names = (runs: readonly RunSummary[]) => runs.map(({ name }) => name);
const runs = [
  run('first'),
  run('ablation 1 a', 'ablation 1'),
  run('second'),
  run('ablation 1 b', 'ablation 1'),
];

describe('lists of runs', () => {
  it('leave out trials of studies, but for the one that is looked at', () => {
    expect(names(listedRuns(runs, null))).toEqual(['first', 'second']);
    expect(names(listedRuns(runs, 'ablation 1 a'))).toEqual(['first', 'ablation 1 a', 'second']);
  });

  it('have a newest that is no trial where there is one', () => {
    expect(newestRun(runs)?.name).toBe('second');
    expect(newestRun(runs.slice(3))?.name).toBe('ablation 1 b');
    expect(newestRun([])).toBeUndefined();
  });

  it('have one to suggest by that has predicted, or else can', () => {
    const [good, done, begun] = [
      { ...run('good'), state: 'finished', globalStep: 30, hasPredicted: true },
      { ...run('done'), state: 'stopped', globalStep: 30, hasPredicted: false },
      { ...run('begun'), state: 'training', globalStep: 10, hasPredicted: false },
    ];
    expect(runToSuggest([good, done, begun])?.name).toBe('good');
    expect(runToSuggest([done, begun])?.name).toBe('done');
    expect(runToSuggest([begun])).toBeUndefined();
  });
});
