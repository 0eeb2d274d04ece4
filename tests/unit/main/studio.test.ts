import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runJob } from '@shared/contract/client';
import { events, type StudioEvent } from '@shared/contract/events';
import { WriterLock } from '../../../src/main/project/writerLock';
import { createStudio, type Studio } from '../../../src/main/studio';
import { drawMtfl } from '../../support/drawnFaces';
import { temporaryFolder } from '../../support/temporaryFolder';

function startStudio(): { studio: Studio; heard: StudioEvent[] } {
  const studio = createStudio();
  onTestFinished(() => studio.close());
  const heard: StudioEvent[] = [];
  studio.subscribe((event) => heard.push(event));
  return { studio, heard };
}

describe('the studio', () => {
  it('imports into a project, tells of it, and exports the same labels', async () => {
    const folder = temporaryFolder();
    const [data, project, exported] = ['data', 'project', 'exported'].map((name) => join(folder, name));
    await drawMtfl(data!, { training: 3, testing: 2 });
    const { studio, heard } = startStudio();
    const opened = await studio.request('project.open', { folder: project!, mode: 'create' });
    expect(opened).toEqual({ ok: { folder: project, faces: 0, splits: {}, runs: 0 } });

    const imported = await runJob(studio, 'datasets.import', { path: data! });
    expect(imported).toMatchObject({
      outcome: 'done',
      result: {
        read: 5,
        imported: 5,
        updated: 0,
        skipped: 0,
        problems: [],
        splits: { training: 3, testing: 2 },
      },
    });
    expect(await studio.request('project.summary', {})).toEqual({
      ok: { folder: project, faces: 5, splits: { training: 3, testing: 2 }, runs: 0 },
    });
    expect(await studio.request('runs.list', {})).toEqual({ ok: [] });

    await runJob(studio, 'datasets.export', { folder: exported!, format: 'mtfl' });
    for (const file of ['training.txt', 'testing.txt']) {
      expect(readFileSync(join(exported!, file), 'utf8').replaceAll('\\', '/')).toBe(
        readFileSync(join(data!, file), 'utf8'),
      );
    }
    // What the studio tells is what the contract promises.
    expect(heard.length).toBeGreaterThan(2);
    for (const { name, payload } of heard) {
      expect(name !== 'connection' && events[name].safeParse(payload).success, name).toBe(true);
    }
  });

  it('refuses what needs a project while none is open', async () => {
    const { studio } = startStudio();
    const refused = { error: { code: 'no-project' } };
    expect(await studio.request('project.summary', {})).toMatchObject(refused);
    expect(await studio.request('runs.list', {})).toMatchObject(refused);
    expect(await runJob(studio, 'datasets.import', { path: '/data' })).toMatchObject(refused);
    expect(await runJob(studio, 'runs.train', {})).toMatchObject(refused);
    expect(await studio.request('jobs.cancel', { jobId: 'none' })).toEqual({ ok: { cancelled: false } });
  });

  it('ends a job that cannot be done as failed, and stays usable', async () => {
    const folder = temporaryFolder();
    const { studio } = startStudio();
    await studio.request('project.open', { folder: join(folder, 'project'), mode: 'create' });
    const failed = async (job: Promise<{ error?: { code: string } }>): Promise<string | undefined> =>
      (await job).error?.code;
    expect(await failed(runJob(studio, 'datasets.import', { path: join(folder, 'x') }))).toBe(
      'dataset-missing',
    );
    expect(await failed(runJob(studio, 'runs.train', {}))).toBe('no-training-faces');
    const evaluating = { run: 'none', split: 'testing', checkpoint: 'newest' } as const;
    expect(await failed(runJob(studio, 'runs.evaluate', evaluating))).toBe('run-unknown');
    expect(await studio.request('runs.list', {})).toEqual({ ok: [] });
  });

  it('cancels a job, and closes only when its jobs have ended', async () => {
    const folder = temporaryFolder();
    await drawMtfl(join(folder, 'data'), { training: 2, testing: 1 });
    const { studio, heard } = startStudio();
    const project = join(folder, 'project');
    await studio.request('project.open', { folder: project, mode: 'create' });
    const importing = { path: join(folder, 'data') };
    const end = await runJob(studio, 'datasets.import', importing, undefined, (jobId) => {
      void studio.request('jobs.cancel', { jobId });
    });
    expect(end).toMatchObject({ outcome: 'cancelled' });

    await studio.request('datasets.import', importing);
    await studio.close();
    expect(heard.at(-1)).toMatchObject({ name: 'job.end', payload: { outcome: 'cancelled' } });
    expect(existsSync(join(project, 'project.db'))).toBe(true);
    expect(WriterLock.isHeld(project)).toBe(false);
  });
});
