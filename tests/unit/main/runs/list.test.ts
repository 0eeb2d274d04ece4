import { describe, expect, it } from 'vitest';
import { runSummaries } from '../../../../src/main/runs/list';
import { labelsOf, outputs, projectWithRun } from '../project/results/support';

const engine = { backend: 'wasm', device: 'CPU', library: 'wasm', notice: null } as const;

describe('runSummaries', () => {
  it('tells a run’s state, and its newest evaluation of each split', () => {
    const { project, runId } = projectWithRun();
    expect(runSummaries(project)).toMatchObject([
      { name: 'studio-1', preset: 'studio', state: 'created', seconds: null, engine: null, evaluations: {} },
    ]);
    project.runs.updateState(runId, 'training', { engine });
    project.runs.updateState(runId, 'failed', { globalStep: 7, seconds: 3, failure: 'The loss became NaN.' });
    const evaluation = { checkpoint: 'newest', seconds: 1, engine, floors: {}, confusion: {} } as const;
    for (const [split, loss] of [
      ['testing', 3],
      ['training', 1],
      ['testing', 2],
    ] as const) {
      const record = { ...evaluation, split, globalStep: 7, metrics: { loss } };
      project.evaluations.record(runId, record, [1, 2, 3], outputs, labelsOf(project, runId, [1, 2, 3]));
    }
    expect(runSummaries(project)).toMatchObject([
      {
        state: 'failed',
        globalStep: 7,
        seconds: 3,
        engine,
        failure: 'The loss became NaN.',
        evaluations: { testing: { loss: 2 }, training: { loss: 1 } },
      },
    ]);
  });
});
