import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { holdingRun, OpenProject, startingOn } from '../../../../src/main/handlers/room';
import { JobRunner } from '../../../../src/main/jobs/jobRunner';
import { createProject, openProject } from '../../../../src/main/project/project';
import { WriterLock } from '../../../../src/main/project/writerLock';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { projectWithRun } from '../project/results/support';

function openProjects(...names: string[]): { open: OpenProject; folders: string[] } {
  const home = temporaryFolder();
  const folders = names.map((name) => join(home, name));
  for (const folder of folders) createProject(folder).close();
  return { open: new OpenProject(), folders };
}

const write = (folder: string) => () => openProject(folder, { mode: 'write' });

describe('the open project', () => {
  it('is none at first', () => {
    expect(() => new OpenProject().current).toThrow(expect.objectContaining({ code: 'no-project' }) as Error);
  });

  it('is closed by opening another', () => {
    const { open, folders } = openProjects('one', 'two');
    open.replace(folders[0]!, write(folders[0]!));
    open.replace(folders[1]!, write(folders[1]!));
    expect(open.current.folder).toBe(folders[1]);
    expect(folders.map((folder) => WriterLock.isHeld(folder))).toEqual([false, true]);
    open.close();
    expect(WriterLock.isHeld(folders[1]!)).toBe(false);
  });

  it('stays open where another cannot be opened', () => {
    const { open, folders } = openProjects('one');
    open.replace(folders[0]!, write(folders[0]!));
    const missing = join(folders[0]!, 'nowhere');
    expect(() => open.replace(missing, write(missing))).toThrow('no Facet project');
    expect(open.current.folder).toBe(folders[0]);
    expect(open.current.faces.count()).toBe(0);
    open.close();
  });

  it('may be opened again, in another mode', () => {
    const { open, folders } = openProjects('one');
    open.replace(folders[0]!, write(folders[0]!));
    open.replace(folders[0]!, write(folders[0]!));
    open.replace(join(folders[0]!, '.'), () => openProject(folders[0]!, { mode: 'read' }));
    expect(open.current.mode).toBe('read');
    open.close();
  });
});

describe('a job on the open project', () => {
  it('keeps it open until its end, also when it fails', async () => {
    const { open, folders } = openProjects('one', 'two');
    const ends: string[] = [];
    const jobs = new JobRunner((event) => event.name === 'job.end' && ends.push(event.payload.outcome));
    const start = startingOn(open, jobs);
    expect(() => start(async () => undefined)).toThrow(
      expect.objectContaining({ code: 'no-project' }) as Error,
    );

    open.replace(folders[0]!, write(folders[0]!));
    let finish: (reason: Error) => void = () => undefined;
    start(async (project) => {
      expect(project).toBe(open.current);
      await new Promise((_, reject) => (finish = reject));
    });
    await Promise.resolve();
    expect(() => open.replace(folders[1]!, write(folders[1]!))).toThrow(
      expect.objectContaining({ code: 'project-in-use' }) as Error,
    );
    finish(new Error('The job failed.'));
    await jobs.close();
    expect(ends).toEqual(['failed']);
    expect(open.replace(folders[1]!, write(folders[1]!)).folder).toBe(folders[1]);
    open.close();
  });
});

describe('work with a run', () => {
  it('keeps it from being deleted until its end, also when it fails', async () => {
    const { project, runId } = projectWithRun();
    const run = project.runs.get(runId);
    for (const named of [run.id, run.name]) {
      let fail: (reason: Error) => void = () => undefined;
      const work = holdingRun(named, () => new Promise((_, reject) => (fail = reject)))({ project });
      await expect(project.runs.delete([run])).rejects.toMatchObject({ code: 'run-in-use' });
      fail(new Error('The work failed.'));
      await expect(work).rejects.toThrow('The work failed.');
    }
    await project.runs.delete([run]);
    expect(project.runs.list()).toEqual([]);
  });

  it('is done as well where there is no such run, or none is needed: it says so itself', async () => {
    const { project } = projectWithRun();
    for (const none of [undefined, 'nobody', 99]) {
      expect(await holdingRun(none, async () => 'done')({ project })).toBe('done');
    }
  });
});
