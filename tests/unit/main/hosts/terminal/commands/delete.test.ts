import { describe, expect, it } from 'vitest';
import { facet } from '../scriptedStudio';

describe('facet delete-run', () => {
  const deleted = { run: 'studio-1', freedBytes: 23_456_789 };

  it('opens the project for writing, deletes, and says what is free again', async () => {
    const end = await facet(['delete-run', 'studio-1', '--project', '/p'], { 'runs.delete': deleted });
    expect(end.asked).toEqual([
      ['project.open', { folder: '/p', mode: 'write' }],
      ['runs.delete', { run: 'studio-1' }],
    ]);
    expect(end.out).toEqual([
      '“studio-1” is deleted: 23,456,789 bytes (23.5 MB) are free again. Labels stay as they are.',
    ]);
    const json = await facet(['delete-run', 'studio-1', '--project', '/p', '--json'], {
      'runs.delete': deleted,
    });
    expect(json.json()).toEqual(deleted);
  });

  it('deletes nothing where no run is named, and fails where there is none of that name', async () => {
    const usage = await facet(['delete-run', '--project', '/p']);
    expect([usage.exitCode, usage.asked]).toEqual([2, []]);
    expect((await facet(['delete-run', 'nobody', '--project', '/p'])).exitCode).toBe(1);
  });
});

describe('facet delete-study', () => {
  it('says how many runs went with it', async () => {
    const script = {
      'trials.delete': { study: 'search-1', runs: ['search-1-1'], freedBytes: 2_500_000_000 },
    };
    const end = await facet(['delete-study', 'search-1', '--project', '/p'], script);
    expect(end.asked.at(-1)).toEqual(['trials.delete', { study: 'search-1' }]);
    expect(end.out).toEqual([
      'The study “search-1” is deleted with 1 run: 2,500,000,000 bytes (2.50 GB) are free again. Labels stay as they are.',
    ]);
    const empty = { 'trials.delete': { study: 'a', runs: [], freedBytes: 0 } };
    const none = await facet(['delete-study', 'a', '--project', '/p'], empty);
    expect(none.out[0]).toContain('with 0 runs: 0 bytes are free again');
  });
});
