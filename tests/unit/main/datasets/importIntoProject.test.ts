import { userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importIntoProject } from '../../../../src/main/datasets/importIntoProject';
import { exampleMtfl, writeFiles } from '../../../support/mtfl';
import { recordingContext } from '../../../support/recordingContext';
import { runningJob } from '../../../support/runningJob';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { asPlainUser, isRoot, setRights } from '../../../support/withoutRights';
import { writeZip } from '../../../support/zips';
import { temporaryProject } from '../project/support';

async function exampleFolder(): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, await exampleMtfl({ training: 3, testing: 1 }));
  return folder;
}

describe('importIntoProject', () => {
  it('keeps a record of who imported what, from whatever folder it was called', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder();
    await importIntoProject(project, relative(process.cwd(), folder), runningJob());
    await importIntoProject(project, folder, runningJob());
    expect(project.imports.list()).toMatchObject([
      { id: 2, path: folder, who: userInfo().username, imported: 0, unchanged: 4 },
      { id: 1, path: folder, who: userInfo().username, imported: 4, unchanged: 0 },
    ]);
    for (const { startedAt, finishedAt } of project.imports.list()) {
      expect(Date.parse(finishedAt!)).toBeGreaterThanOrEqual(Date.parse(startedAt));
    }
  });

  it.skipIf(!isRoot)('goes on for a user without a name (needs root to become one)', async () => {
    const project = temporaryProject();
    const folder = await exampleFolder();
    setRights(folder, 0o755);
    const user = 54_321;
    await asPlainUser(() => importIntoProject(project, folder, runningJob()), user);
    expect(project.imports.list()).toMatchObject([{ imported: 4, who: `user ${user}` }]);
  });

  it('can be undone as a whole', async () => {
    const project = temporaryProject();
    await importIntoProject(project, await exampleFolder(), runningJob());
    project.imports.undo(1, 'me');
    expect(project.faces.count()).toBe(0);
  });

  it('unpacks an archive into the project, which can be moved with it', async () => {
    const project = temporaryProject();
    const archive = join(temporaryFolder(), 'data.zip');
    await writeZip(archive, await exampleMtfl({ training: 3, testing: 1 }));
    await importIntoProject(project, archive, runningJob());
    const [source] = project.sources.list();
    expect(relative(join(project.folder, 'sources'), source!.folder)).toMatch(/^data-[0-9a-f]{12}$/);
  });

  it('leaves the record of a cancelled import open, and none of one that came to no face', async () => {
    const project = temporaryProject();
    const context = recordingContext();
    const folder = await exampleFolder();
    const job = { ...runningJob(context), progress: () => context.abort() };
    await expect(importIntoProject(project, folder, job)).rejects.toMatchObject({ name: 'AbortError' });
    expect(project.imports.list()).toMatchObject([{ imported: 3, finishedAt: null }]);
    await expect(importIntoProject(project, join(folder, 'nowhere'), runningJob())).rejects.toMatchObject({
      code: 'dataset-missing',
    });
    expect(project.imports.list()).toHaveLength(1);
  });
});
