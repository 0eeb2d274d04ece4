import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFirstProject } from '../../../../src/main/hosts/firstProject';
import { rememberingProjects } from '../../../../src/main/hosts/rememberProjects';
import { webHost } from '../../../../src/main/hosts/web/host';
import { createStudio, type Studio } from '../../../../src/main/studio';
import { RecentProjects } from '../../../../src/main/system/recentProjects';
import type { StudioClient } from '@shared/contract/client';
import { temporaryFolder } from '../../../support/temporaryFolder';

const open: Studio[] = [];
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

/** A studio as a window has it, that shares what it remembers with the others of its folder. */
function start(folder: string): StudioClient {
  const recent = new RecentProjects(join(folder, 'recent.json'));
  const studio = createStudio(webHost(recent));
  open.push(studio);
  return rememberingProjects(studio, recent);
}

const closeAll = async (): Promise<void> => {
  for (const studio of open.splice(0)) await studio.close();
};

describe('what a window begins with', () => {
  it('is nothing the first time, then what was opened last', async () => {
    const folder = temporaryFolder();
    expect(await openFirstProject(start(folder), null, expect.fail)).toBeNull();
    const project = join(folder, 'project');
    expect(await openFirstProject(start(folder), project, expect.fail)).toBe(resolve(project));
    await closeAll();
    const studio = start(folder);
    expect(await openFirstProject(studio, null, expect.fail)).toBe(resolve(project));
    expect(await studio.request('project.summary', {})).toMatchObject({ ok: { folder: project, faces: 0 } });
    expect(await studio.request('host.recentProjects', {})).toMatchObject({
      ok: [{ folder: project, exists: true }],
    });
  });

  it('is the welcome where the last project is in other hands, and why is said', async () => {
    const folder = temporaryFolder();
    const notes: string[] = [];
    await openFirstProject(start(folder), join(folder, 'project'), expect.fail);
    const second = start(folder);
    expect(await openFirstProject(second, null, (line) => notes.push(line))).toBeNull();
    expect(notes).toEqual([expect.stringContaining(`process ${process.pid}`)]);
    expect(await second.request('project.summary', {})).toMatchObject({ error: { code: 'no-project' } });
  });

  it('is never made anew from what is only remembered', async () => {
    const folder = temporaryFolder();
    new RecentProjects(join(folder, 'recent.json')).add(join(folder, 'gone'));
    expect(await openFirstProject(start(folder), null, expect.fail)).toBeNull();
  });

  it('is not something else than what was named', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(openFirstProject(start(folder), join(folder, 'file'), expect.fail)).rejects.toMatchObject({
      code: 'folder-unwritable',
    });
  });
});
