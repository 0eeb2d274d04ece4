import { readFileSync, readdirSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mtflTemplate } from '@shared/domain/template';
import { describe, expect, it } from 'vitest';
import { Database, numberIn } from '../../../../src/main/project/database';
import { applicationId, checkVersion, migrate, migrations } from '../../../../src/main/project/migrations';
import { openProject } from '../../../../src/main/project/project';
import { DatabaseSync } from '../../../../src/main/project/sqlite';
import { closedAfterwards, temporaryFolder } from './support';

/** Every published version of the format, as a dump of a small project made by it. */
const fixtures = join(import.meta.dirname, 'fixtures');

function emptyDatabase(): Database {
  return new Database(join(temporaryFolder(), 'project.db'), { readOnly: false });
}

describe('migrate', () => {
  it('brings an empty database to the newest version, and leaves it there', () => {
    const database = emptyDatabase();
    migrate(database);
    expect(checkVersion(database)).toBe(migrations.length);
    expect(numberIn(database.first('PRAGMA application_id'))).toBe(applicationId);
    migrate(database);
    expect(checkVersion(database)).toBe(migrations.length);
    database.close();
  });

  it('runs the steps that are missing, after keeping a copy of what there was', () => {
    const database = emptyDatabase();
    const first = 'CREATE TABLE one (value TEXT) STRICT';
    migrate(database, [first]);
    database.run('INSERT INTO one VALUES (?)', 'precious');
    migrate(database, [
      first,
      'ALTER TABLE one ADD COLUMN more TEXT',
      'CREATE TABLE three (value TEXT) STRICT',
    ]);
    expect(database.first('SELECT * FROM one')).toEqual({ value: 'precious', more: null });
    expect(numberIn(database.first('PRAGMA user_version'))).toBe(3);
    const copy = new Database(`${database.file}.version-1`, { readOnly: true });
    expect(copy.first('SELECT * FROM one')).toEqual({ value: 'precious' });
    copy.close();
    database.close();
  });

  it('changes nothing when a step fails', () => {
    const database = emptyDatabase();
    const first = 'CREATE TABLE one (value TEXT) STRICT';
    migrate(database, [first]);
    expect(() => migrate(database, [first, 'DROP TABLE one', 'nonsense'])).toThrow('nonsense');
    expect(checkVersion(database, [first, '', ''])).toBe(1);
    expect(numberIn(database.first('SELECT count(*) FROM one'))).toBe(0);
    database.close();
  });

  it('never overwrites an earlier copy', () => {
    const database = emptyDatabase();
    const first = 'CREATE TABLE one (value TEXT) STRICT';
    migrate(database, [first]);
    expect(() => migrate(database, [first, 'nonsense'])).toThrow();
    migrate(database, [first, 'CREATE TABLE two (value TEXT) STRICT']);
    const copies = readdirSync(join(database.file, '..')).filter((name) => name.includes('version-1'));
    expect(copies.sort()).toEqual(['project.db.version-1', 'project.db.version-1-2']);
    database.close();
  });

  it('refuses a database of a newer version, and one of another program', () => {
    const database = emptyDatabase();
    migrate(database);
    database.execute('PRAGMA user_version = 99');
    expect(() => checkVersion(database)).toThrow(
      expect.objectContaining({
        code: 'project-newer',
        details: { projectVersion: 99, knownVersion: migrations.length },
      }),
    );
    database.execute('PRAGMA application_id = 1');
    expect(() => checkVersion(database)).toThrow(expect.objectContaining({ code: 'not-a-project' }));
    database.close();
  });
});

describe.each(readdirSync(fixtures))('a project of %s', (fixture) => {
  it('opens with everything that was in it', () => {
    const folder = join(temporaryFolder(), 'project');
    mkdirSync(folder);
    const old = new DatabaseSync(join(folder, 'project.db'), { enableForeignKeyConstraints: false });
    old.exec(readFileSync(join(fixtures, fixture), 'utf8'));
    old.close();

    const project = closedAfterwards(openProject(folder, { mode: 'write' }));
    expect(project.template).toEqual(mtflTemplate);
    expect(project.sources.list()).toHaveLength(1);
    expect(project.faces.splits()).toEqual({ training: 3, testing: 1 });
    const [face] = project.faces.list({ edited: true });
    expect(face).toMatchObject({
      imagePath: 'faces/000001.jpg',
      attributes: { gender: 'female', smile: 'no', glasses: 'no', pose: 'frontal' },
      landmarks: expect.arrayContaining([{ x: 91.5, y: 99, visibility: 1 }]),
      box: { x: 1, y: 2, width: 100, height: 110, drawnBy: 'hand' },
    });
    expect(project.faces.original(face!.id).attributes['gender']).toBe('male');
    expect(project.journal.history(face!.id)).toHaveLength(5);
    const [run] = project.runs.list();
    expect(run).toMatchObject({ name: 'studio-1', state: 'finished', globalStep: 20 });
    expect(run!.template).toEqual(mtflTemplate);
    // Imports from before they were steps can be undone, and done again.
    const imports = project.imports.list();
    for (const { id } of imports) project.journal.undoImport(id, false, 'test');
    expect(project.faces.count()).toBe(0);
    for (const { id } of imports.toReversed()) project.journal.redoImport(id, 'test');
    expect(project.faces.list({ edited: true })).toEqual([face]);
    expect(project.runs.metrics(run!.id, 'training')).toHaveLength(2);
    const [evaluation] = project.evaluations.newest(run!.id);
    expect(evaluation!.metrics['accuracy/gender']).toBe(0.75);
    expect(project.evaluations.outputs(evaluation!.id, 'gender')[0]).toMatchObject({ predicted: 'female' });
    expect(evaluation!.labelsRead).toBeNull();
    expect(project.evaluations.insight(evaluation!.id, 'gender')).toBeUndefined();
    expect(project.predictions.ofFace(run!.id, face!.id)['gender']?.predicted).toBe('male');
    expect(project.journal.undo('test')).not.toBeNull();
  });
});
