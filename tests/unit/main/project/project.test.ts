import {
  existsSync,
  readdirSync,
  truncateSync,
  writeFileSync,
  readFileSync,
  mkdirSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { mtflTemplate } from '@shared/domain/template';
import { describe, expect, it } from 'vitest';
import { createProject, openOrCreateProject, openProject } from '../../../../src/main/project/project';
import { WriterLock } from '../../../../src/main/project/writerLock';
import { DatabaseSync } from '../../../../src/main/project/sqlite';
import {
  closedAfterwards,
  facesUpTo,
  importFaces,
  importedFace,
  temporaryFolder,
  temporaryProject,
} from './support';

/** Of three faces, as the version before the newest left it. */
function olderProject(): { readonly folder: string } {
  const project = temporaryProject();
  importFaces(project, facesUpTo(3));
  project.close();
  const database = new DatabaseSync(join(project.folder, 'project.db'));
  database.exec('DROP TABLE confirmed_labels; PRAGMA user_version = 4');
  database.close();
  return project;
}

const withCode = (code: string): unknown => expect.objectContaining({ code });

describe('createProject', () => {
  it('makes a folder with a database that another opening finds', () => {
    const project = temporaryProject();
    expect(project.mode).toBe('write');
    const folder = project.folder;
    project.close();
    const again = closedAfterwards(openProject(folder, { mode: 'write' }));
    expect(again.template).toEqual(mtflTemplate);
    expect(again.faces.count()).toBe(0);
  });

  it('refuses a folder that holds a project, and leaves that one alone', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(2));
    project.close();
    expect(() => createProject(project.folder)).toThrow(withCode('project-exists'));
    expect(closedAfterwards(openOrCreateProject(project.folder)).faces.count()).toBe(2);
  });

  it('refuses a template that cannot work, and a folder that cannot be', () => {
    const folder = temporaryFolder();
    const broken = {
      ...mtflTemplate,
      scheme: { ...mtflTemplate.scheme, edges: [['nose', 'chin']] as const },
    };
    expect(() => createProject(join(folder, 'a'), broken)).toThrow(withCode('template-invalid'));
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'file'), '');
    expect(() => createProject(join(folder, 'file', 'project'))).toThrow(withCode('folder-unwritable'));
  });
});

describe('openProject', () => {
  it('says that there is none', () => {
    const folder = temporaryFolder();
    for (const mode of ['write', 'read'] as const) {
      expect(() => openProject(folder, { mode })).toThrow(withCode('project-missing'));
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['write', 'read'] as const)('refuses strange and damaged files when opening to %s', (mode) => {
    const folder = temporaryFolder();
    const file = join(folder, 'project.db');
    writeFileSync(file, 'This is a text, and no database. '.repeat(200));
    expect(() => openProject(folder, { mode })).toThrow(withCode('project-corrupt'));
    writeFileSync(file, '');
    expect(() => openProject(folder, { mode })).toThrow(withCode('not-a-project'));
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    expect(() => openProject(folder, { mode })).toThrow(withCode('not-a-project'));
  });

  it('says that a database with missing or overwritten pages is damaged', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(500));
    project.close();
    const file = join(project.folder, 'project.db');
    const whole = readFileSync(file);
    const use = (): void => {
      const opened = closedAfterwards(openProject(project.folder, { mode: 'read' }));
      opened.faces.list();
    };
    truncateSync(file, 5000);
    expect(use).toThrow(withCode('project-corrupt'));
    writeFileSync(file, whole.fill(0x5a, 8192));
    expect(use).toThrow(withCode('project-corrupt'));
  });

  it('names both versions of a project made by a newer program', () => {
    const project = temporaryProject();
    project.close();
    const database = new DatabaseSync(join(project.folder, 'project.db'));
    database.exec('PRAGMA user_version = 7');
    database.close();
    for (const mode of ['write', 'read'] as const) {
      expect(() => openProject(project.folder, { mode })).toThrow(/newer version.*format is 7/);
    }
  });

  it('brings a project of an older version up to date also for who only reads, as soon as nobody writes', () => {
    const { folder } = olderProject();
    const lock = WriterLock.acquire(folder);
    expect(() => openProject(folder, { mode: 'read' })).toThrow(withCode('project-older'));
    lock.release();
    const reader = closedAfterwards(openProject(folder, { mode: 'read' }));
    expect([reader.mode, reader.faces.count(), reader.faces.get(1).confirmed]).toEqual(['read', 3, {}]);
    // The one before is kept.
    expect(existsSync(join(folder, 'project.db.version-4'))).toBe(true);
  });

  it('lets one write and others read, who see each commit', () => {
    const project = temporaryProject();
    expect(() => openProject(project.folder, { mode: 'write' })).toThrow(withCode('project-locked'));
    const reader = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    importFaces(project, facesUpTo(3));
    expect(reader.faces.count()).toBe(3);
    expect(reader.mode).toBe('read');
    const edit = { faceId: 1, kind: 'flagged', to: true } as const;
    expect(() => reader.journal.apply(edit, 'test')).toThrow(withCode('project-read-only'));
  });

  it('finds sources inside the project after the project was moved', () => {
    const project = temporaryProject();
    const images = join(project.folder, 'sources', 'mtfl');
    mkdirSync(images, { recursive: true });
    project.sources.add({ kind: 'archive', folder: images, origin: '/somewhere/mtfl.zip' });
    const importId = project.imports.begin('/somewhere/mtfl.zip', 'test');
    project.faces.upsertImported([importedFace(1)], importId);
    project.close();
    const moved = `${project.folder}-moved`;
    renameSync(project.folder, moved);
    const again = closedAfterwards(openProject(moved, { mode: 'write' }));
    expect(again.faces.forLearning().imagePaths).toEqual([
      join(moved, 'sources', 'mtfl', 'faces', '000001.jpg'),
    ]);
  });

  it('is empty and without a trace of the lock when it is closed', () => {
    const project = temporaryProject();
    project.close();
    expect(readdirSync(project.folder).sort()).toEqual(['project.db', 'writer.lock']);
  });
});
