import { mkdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { events, type StudioEvent } from '@shared/contract/events';
import { createStudio, type Studio } from '../../../../src/main/studio';
import { StudyStore } from '../../../../src/main/trials/studyStore';
import { newSet, setProject } from '../prediction/sets/support';
import { studyWithRuns } from '../trials/support';

/** A studio on a project with a run, predictions that wait for it, and a study of two runs. */
async function studioWithRuns(): Promise<{ studio: Studio; folder: string; heard: StudioEvent[] }> {
  const given = setProject();
  mkdirSync(given.photos);
  // It waits for photos until it is stopped.
  newSet(given, 'photos', { watch: true });
  const { project, sets } = given;
  studyWithRuns(project, new StudyStore(project.folder), { name: 'search-1', trials: 3, begun: 2 });
  sets.close();
  project.close();
  const studio = createStudio();
  onTestFinished(() => studio.close());
  await studio.request('project.open', { folder: project.folder, mode: 'write' });
  const heard: StudioEvent[] = [];
  studio.subscribe((event) => heard.push(event));
  return { studio, folder: project.folder, heard };
}
const named = async (studio: Studio): Promise<string[]> => {
  const answer = await studio.request('runs.list', {});
  return 'ok' in answer ? answer.ok.map(({ name }) => name) : [];
};

/** A busy machine takes its time; the test's own limit ends what never comes. */
const aWhile = { timeout: 50_000 };

describe('a run that is deleted', () => {
  it('is gone for everybody who shares the studio, and its predictions on photos stay', async () => {
    const { studio, heard } = await studioWithRuns();
    expect(await studio.request('runs.kept', { run: 'studio-1' })).toEqual({ ok: { bytes: 0 } });
    expect(await studio.request('runs.delete', { run: 'studio-1' })).toEqual({
      ok: { run: 'studio-1', freedBytes: 0 },
    });
    expect(heard).toEqual([{ name: 'runs.deleted', payload: { runs: ['studio-1'] } }]);
    expect(events['runs.deleted'].safeParse(heard[0]!.payload).success).toBe(true);
    expect(await named(studio)).toEqual(['search-1-1', 'search-1-2']);
    expect(await studio.request('predictions.list', {})).toMatchObject({
      ok: [{ name: 'photos', run: 'studio-1', runDeleted: true, state: 'waiting' }],
    });
    const refused = { error: { code: 'run-deleted', details: { run: 'studio-1' } } };
    expect(await studio.request('predictions.run', { set: 1 })).toMatchObject(refused);
    expect(await studio.request('predictions.add', { set: 1, split: 'training' })).toMatchObject(refused);
    expect(await studio.request('predictions.delete', { set: 1 })).toEqual({ ok: null });
  });

  it('is not while a job works with it', async () => {
    const { studio, heard } = await studioWithRuns();
    const started = await studio.request('predictions.run', { set: 1 });
    const jobId = 'ok' in started ? started.ok.jobId : '';
    await vi.waitUntil(() => heard.some(({ name }) => name === 'job.progress'), aWhile);
    expect(await studio.request('runs.delete', { run: 'studio-1' })).toMatchObject({
      error: {
        code: 'run-in-use',
        message: expect.stringContaining('Stop the job, or wait for its end') as string,
      },
    });
    expect(await named(studio)).toContain('studio-1');
    await studio.request('jobs.cancel', { jobId });
    await vi.waitUntil(() => heard.some(({ name }) => name === 'job.end'), aWhile);
    expect(await studio.request('runs.delete', { run: 'studio-1' })).toMatchObject({ ok: {} });
  });

  it('is not where it is a part of a study, which takes its runs with it', async () => {
    const { studio, heard } = await studioWithRuns();
    expect(await studio.request('runs.delete', { run: 'search-1-1' })).toMatchObject({
      error: { code: 'run-of-study' },
    });
    expect(await studio.request('trials.kept', { study: 'search-1' })).toMatchObject({ ok: { runs: 2 } });
    expect(heard).toEqual([]);
    expect(await studio.request('trials.delete', { study: 'search-1' })).toMatchObject({
      ok: { study: 'search-1', runs: ['search-1-1', 'search-1-2'] },
    });
    expect(heard).toEqual([
      { name: 'runs.deleted', payload: { runs: ['search-1-1', 'search-1-2'] } },
      { name: 'trials.changed', payload: { study: 'search-1' } },
    ]);
    expect(await named(studio)).toEqual(['studio-1']);
    expect(await studio.request('trials.list', {})).toEqual({ ok: [] });
  });

  it('stays where the project is open for reading', async () => {
    const { studio, folder } = await studioWithRuns();
    await studio.request('project.open', { folder, mode: 'read' });
    const refused = { error: { code: 'project-read-only' } };
    expect(await studio.request('runs.delete', { run: 'studio-1' })).toMatchObject(refused);
    expect(await studio.request('trials.delete', { study: 'search-1' })).toMatchObject(refused);
    expect(await named(studio)).toHaveLength(3);
  });
});
