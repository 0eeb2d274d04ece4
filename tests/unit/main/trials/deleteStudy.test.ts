import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../../../src/main/project/project';
import { deleteStudy, keptOfStudy } from '../../../../src/main/trials/deleteStudy';
import { StudiesAtWork } from '../../../../src/main/trials/studiesAtWork';
import { StudyStore } from '../../../../src/main/trials/studyStore';
import { closedAfterwards, temporaryProject } from '../project/support';
import { configuration, studyWithRuns } from './support';

function twoStudies() {
  const project = temporaryProject();
  const store = new StudyStore(project.folder);
  const atWork = new StudiesAtWork();
  const study = studyWithRuns(project, store, { name: 'ablation-1', trials: 3, begun: 2 });
  studyWithRuns(project, store, { name: 'other', trials: 1, begun: 1 });
  const names = (): string[] => project.runs.list().map(({ name }) => name);
  return { project, store, atWork, study, names };
}

describe('deleting a study', () => {
  it('takes its runs with it, and leaves those of others', async () => {
    const { project, store, atWork, names } = twoStudies();
    // Somebody's own, of a name that a trial would have had, by other settings.
    project.runs.create({ name: 'ablation-1-3', configuration: { ...configuration, seed: 99 } });
    writeFileSync(join(project.runs.folder(project.runs.get('ablation-1-2').id), 'weights'), 'numbers');
    const kept = await keptOfStudy(project, store, 'ablation-1');
    const deleted = await deleteStudy(project, store, atWork, 'ABLATION-1');
    expect(deleted).toEqual({
      study: 'ablation-1',
      runs: ['ablation-1-1', 'ablation-1-2'],
      freedBytes: kept.bytes,
    });
    expect(kept.runs).toBe(2);
    expect(kept.bytes).toBeGreaterThan(7);
    expect(names()).toEqual(['other-1', 'ablation-1-3']);
    expect(store.list().map(({ name }) => name)).toEqual(['other']);
    expect(readdirSync(join(project.folder, 'studies'))).toEqual(['2.json']);
  });

  it('is refused while it is at work, and while a job works with one of its runs', async () => {
    const { project, store, atWork, study, names } = twoStudies();
    atWork.begin(study.id, 'job');
    await expect(deleteStudy(project, store, atWork, study.name)).rejects.toMatchObject({
      code: 'study-at-work',
    });
    atWork.end(study.id);
    const release = project.runs.hold(project.runs.get('ablation-1-2'));
    await expect(deleteStudy(project, store, atWork, study.name)).rejects.toMatchObject({
      code: 'run-in-use',
      details: { run: 'ablation-1-2' },
    });
    release();
    expect(names()).toEqual(['ablation-1-1', 'ablation-1-2', 'other-1']);
    expect(store.has('ablation-1')).toBe(true);
    await deleteStudy(project, store, atWork, study.name);
    expect(names()).toEqual(['other-1']);
  });

  it('lets nobody go on with it meanwhile', async () => {
    const { project, store, atWork, study } = twoStudies();
    const deleting = deleteStudy(project, store, atWork, study.name);
    expect(() => atWork.requireIdle(study)).toThrow(expect.objectContaining({ code: 'study-at-work' }));
    await deleting;
    atWork.requireIdle(study);
  });

  it('is done to its end where a killed one has left it without runs', async () => {
    const { project, store, atWork, names } = twoStudies();
    await project.runs.delete([project.runs.get('ablation-1-1'), project.runs.get('ablation-1-2')]);
    expect(await deleteStudy(project, store, atWork, 'ablation-1')).toMatchObject({
      runs: [],
      freedBytes: 0,
    });
    expect([names(), store.has('ablation-1')]).toEqual([['other-1'], false]);
  });

  it('is refused for one that is not there, and in a project that is open for reading', async () => {
    const { project, store, atWork } = twoStudies();
    await expect(deleteStudy(project, store, atWork, 'nobody')).rejects.toMatchObject({
      code: 'study-unknown',
    });
    const reader = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    await expect(deleteStudy(reader, store, atWork, 'other')).rejects.toMatchObject({
      code: 'project-read-only',
    });
    expect(existsSync(join(project.folder, 'studies', '2.json'))).toBe(true);
  });
});
