import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OpenProject } from '../../../../src/main/handlers/room';
import { openOrCreateProject, openProject } from '../../../../src/main/project/project';
import { importedFace, importFaces, temporaryFolder } from './support';

function opened(folder: string): OpenProject {
  const open = new OpenProject();
  open.replace(folder, () => openOrCreateProject(folder));
  return open;
}

describe('a project that was made for what did not come', () => {
  it('is removed again with its folder', () => {
    const folder = join(temporaryFolder(), 'new');
    const open = opened(folder);
    mkdirSync(join(folder, 'sources'));
    expect(open.discard()).toBe(true);
    expect(existsSync(folder)).toBe(false);
    expect(() => open.current).toThrow(expect.objectContaining({ code: 'no-project' }));
  });

  it('leaves a folder that was there, and what else is in it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    expect(opened(folder).discard()).toBe(true);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('stays when something has come, when it was there before, and while a job is at work', () => {
    const folder = join(temporaryFolder(), 'new');
    const first = opened(folder);
    const release = first.hold();
    expect(first.discard()).toBe(false);
    release();
    importFaces(first.current, [importedFace(1)]);
    expect(first.discard()).toBe(false);
    first.close();
    const other = join(temporaryFolder(), 'other');
    openOrCreateProject(other).close();
    const again = new OpenProject();
    again.replace(other, () => openProject(other, { mode: 'write' }));
    expect(again.discard()).toBe(false);
    again.close();
    expect(existsSync(join(other, 'project.db'))).toBe(true);
  });

  it('stays when somebody has said what shall be labelled', () => {
    const open = opened(join(temporaryFolder(), 'new'));
    open.current.journal.changeTemplate({ kind: 'attribute-removed', attribute: 'pose' }, {}, 'me');
    expect(open.discard()).toBe(false);
    open.close();
  });
});
