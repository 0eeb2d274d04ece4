import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../../../src/main/project/project';
import { deleteRun, keptOfRun } from '../../../../src/main/runs/deleteRun';
import { StudyStore } from '../../../../src/main/trials/studyStore';
import { closedAfterwards, temporaryProject } from '../project/support';
import { configuration, studyWithRuns } from '../trials/support';

describe('deleting a run', () => {
  it('says before and after how much of the disk it frees', async () => {
    const project = temporaryProject();
    const { id } = project.runs.create({ name: 'First try', configuration });
    writeFileSync(join(project.runs.folder(id), 'weights'), 'x'.repeat(1234));
    expect(await keptOfRun(project, 'first TRY')).toEqual({ bytes: 1234 });
    expect(await deleteRun(project, 'first TRY')).toEqual({ run: 'First try', freedBytes: 1234 });
    expect(project.runs.count()).toBe(0);
    await expect(deleteRun(project, 'First try')).rejects.toMatchObject({ code: 'run-unknown' });
    await expect(keptOfRun(project, 'First try')).rejects.toMatchObject({ code: 'run-unknown' });
  });

  it('is refused in a project that is open for reading', async () => {
    const project = temporaryProject();
    const { id } = project.runs.create({ name: 'one', configuration });
    const reader = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    await expect(deleteRun(reader, 'one')).rejects.toMatchObject({ code: 'project-read-only' });
    expect(existsSync(project.runs.folder(id))).toBe(true);
  });

  it('is refused for a part of a study, as long as there is the study', async () => {
    const project = temporaryProject();
    const store = new StudyStore(project.folder);
    const study = studyWithRuns(project, store, { name: 'search-1', trials: 2, begun: 2 });
    await expect(deleteRun(project, 'search-1-1')).rejects.toMatchObject({
      code: 'run-of-study',
      details: { study: 'search-1' },
    });
    expect(project.runs.count()).toBe(2);
    store.delete(study);
    await deleteRun(project, 'search-1-1');
    expect(project.runs.list().map(({ name }) => name)).toEqual(['search-1-2']);
  });
});
