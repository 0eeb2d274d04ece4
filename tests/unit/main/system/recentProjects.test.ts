import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RecentProjects } from '../../../../src/main/system/recentProjects';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('RecentProjects', () => {
  it('remembers over a restart, the newest first and each once', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'state', 'recent-projects.json');
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'project.db'), '');
    }
    const recent = new RecentProjects(file);
    expect(recent.list()).toEqual([]);
    for (const name of ['one', 'two', 'one']) recent.add(join(folder, name), new Date(0));
    rmSync(join(folder, 'two', 'project.db'));
    expect(new RecentProjects(file).list()).toEqual([
      { folder: join(folder, 'one'), openedAt: '1970-01-01T00:00:00.000Z', exists: true },
      { folder: join(folder, 'two'), openedAt: '1970-01-01T00:00:00.000Z', exists: false },
    ]);
  });

  it('remembers ten', () => {
    const recent = new RecentProjects(join(temporaryFolder(), 'recent.json'));
    for (let index = 0; index < 12; index += 1) recent.add(`/project ${index}`);
    expect(recent.list().map(({ folder }) => folder)).toEqual(
      Array.from({ length: 10 }, (_, index) => `/project ${11 - index}`),
    );
  });

  it('makes nothing of a file that is spoilt, or of one that cannot be written', () => {
    const file = join(temporaryFolder(), 'recent.json');
    writeFileSync(file, '{"folder": 7}');
    expect(new RecentProjects(file).list()).toEqual([]);
    const impossible = new RecentProjects(join(file, 'below-a-file.json'));
    impossible.add('/project');
    expect(impossible.list()).toEqual([]);
  });
});
