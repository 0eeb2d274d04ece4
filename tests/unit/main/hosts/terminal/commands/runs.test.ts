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
    expect(end.json()).toEqual({ runs: [runSummary], notShown: 0 });
  });

  it('leaves the runs of studies out, says how many, and shows them when asked', async () => {
    const trials = [1, 2].map((number) => ({
      ...runSummary,
      name: `search-1-${number}`,
      study: 'search-1',
    }));
    const script = { 'runs.list': [runSummary, ...trials] };
    const lines = (await facet(words, script)).out[0]!.split('\n');
    expect(lines.filter((line) => line.startsWith('search-1'))).toEqual([]);
    expect(lines.at(-1)).toBe('2 runs of studies are not shown: --trials shows them.');
    expect((await facet([...words, '--json'], script)).json()).toEqual({ runs: [runSummary], notShown: 2 });

    const all = (await facet([...words, '--trials'], script)).out[0]!;
    expect(all).toMatch(/^search-1-1 /m);
    expect(all).not.toContain('not shown');
    expect((await facet([...words, '--trials', '--json'], script)).json()).toEqual({
      runs: script['runs.list'],
      notShown: 0,
    });

    const only = await facet(words, { 'runs.list': trials.slice(1) });
    expect(only.out[0]!.split('\n')).toEqual([
      'No run but those of studies yet. Next: facet train --project /p',
      '1 run of studies is not shown: --trials shows it.',
    ]);
  });
});
