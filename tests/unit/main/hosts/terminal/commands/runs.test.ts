import { describe, expect, it } from 'vitest';
import { runSummary } from '../reports';
import { facet } from '../scriptedStudio';

const words = ['runs', '--project', '/p'];
const failed = {
  ...runSummary,
  name: 'big',
  state: 'failed',
  globalStep: 3,
  seconds: null,
  engine: null,
  failure: 'The loss became NaN.',
  evaluations: {},
};

describe('facet runs', () => {
  it('lists the runs, and why one failed', async () => {
    const { asked, out } = await facet(words, { 'runs.list': [runSummary, failed] });
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'read' }],
      ['runs.list', {}],
    ]);
    expect(out[0]!.split('\n')).toEqual([
      'run       preset  state      step  time       engine                    evaluated on',
      '────────  ──────  ────────  ─────  ─────────  ────────────────────────  ────────────',
      'studio-1  studio  finished  1,200  2 min 5 s  tfjs-backend-wasm 4.22.0  testing',
      'big       studio  failed        3',
      'big failed: The loss became NaN.',
    ]);
  });

  it('says what to do where there is none', async () => {
    const { exitCode, out } = await facet(words, { 'runs.list': [] });
    expect([exitCode, out]).toEqual([0, ['No run yet. Next: facet train --project /p']]);
  });

  it('is the runs for programs', async () => {
    const end = await facet([...words, '--json'], { 'runs.list': [runSummary] });
    expect(end.json()).toEqual({ runs: [runSummary] });
  });
});
