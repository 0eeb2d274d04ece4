import { describe, expect, it } from 'vitest';
import type { StudyView } from '@shared/contract/trials';
import { facet } from '../scriptedStudio';

const trial: StudyView['trials'][number] = {
  ...{ kind: 'ablation', number: 1, run: 'ablation-1-1', state: 'done', results: [], failure: null },
  configuration: { preset: 'studio', duration: { steps: 4 }, validationFraction: 0.2, seed: 1, heads: [] },
};
const study: StudyView = {
  ...{ id: 1, name: 'ablation-1', createdAt: '2026-01-01T00:00:00.000Z' },
  plan: { kind: 'ablation', heads: [], sets: [], seeds: [] },
  ...{ data: null, dataChanged: false, trials: [trial], failure: null, atWork: null, over: true },
};
const resumed = { 'trials.resume': () => study, 'trials.list': [{ ...study, over: false }] };

describe('a study that is gone on with', () => {
  it('takes its name, and whether to go on in spite of changes', async () => {
    const words = ['ablate', '--project', '/p', '--resume', '--despite-changes', '--json'];
    const end = await facet(words, resumed);
    expect(end.exitCode).toBe(0);
    expect(end.asked.at(-1)).toEqual(['trials.resume', { study: 'ablation-1', despiteChanges: true }]);
  });

  it('refuses whatever would be passed over, by name, and nothing is begun', async () => {
    const plan = ['--space', 'other.json', '--steps', '500', '--keep-one-of', '2', '--input-size', '32'];
    const end = await facet(['search', '--project', '/p', '--resume', '--json', ...plan], resumed);
    expect([end.exitCode, end.asked]).toEqual([1, []]);
    expect(end.json()).toMatchObject({
      error: {
        code: 'resume-changes',
        details: { options: ['--steps', '--input-size', '--space', '--keep-one-of'] },
      },
    });
    const ablation = await facet(['ablate', '--project', '/p', '--resume', '--sets', 'alone'], resumed);
    expect(ablation.errors.at(-1)).toContain('leave out --sets, or begin a new study without --resume');
  });
});
