import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database, numberIn } from '../../../../src/main/project/database';
import { temporaryFolder } from './support';

function temporaryDatabase(): Database {
  const database = new Database(join(temporaryFolder(), 'test.db'), { readOnly: false });
  database.execute('CREATE TABLE notes (text TEXT NOT NULL) STRICT');
  return database;
}

const count = (database: Database): number => numberIn(database.first('SELECT count(*) FROM notes'));

describe('Database', () => {
  it('writes a transaction wholly or not at all', () => {
    const database = temporaryDatabase();
    expect(() =>
      database.transaction(() => {
        database.run('INSERT INTO notes VALUES (?)', 'one');
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(count(database)).toBe(0);
    database.transaction(() => database.run('INSERT INTO notes VALUES (?)', 'two'));
    expect(count(database)).toBe(1);
    database.close();
  });

  it('makes an inner transaction a part of the outer one', () => {
    const database = temporaryDatabase();
    expect(() =>
      database.transaction(() => {
        database.transaction(() => database.run('INSERT INTO notes VALUES (?)', 'inner'));
        throw new Error('outer fails');
      }),
    ).toThrow('outer fails');
    expect(count(database)).toBe(0);
    database.close();
  });

  it('refuses to write when it was opened for reading', () => {
    const database = temporaryDatabase();
    const reader = new Database(database.file, { readOnly: true });
    expect(() => reader.run('INSERT INTO notes VALUES (?)', 'no')).toThrow(
      expect.objectContaining({ code: 'project-read-only' }),
    );
    reader.close();
    database.close();
  });

  it('says that the disk is full, keeps what was there and goes on when there is room', () => {
    const database = temporaryDatabase();
    database.run('INSERT INTO notes VALUES (?)', 'kept');
    const pages = numberIn(database.first('PRAGMA page_count'));
    // SQLite's own limit on the file's size fails as a full disk does.
    database.execute(`PRAGMA max_page_count = ${pages + 1}`);
    const tooMuch = (): void =>
      database.transaction(() => {
        for (let note = 0; note < 1000; note += 1) {
          database.run('INSERT INTO notes VALUES (?)', 'x'.repeat(1000));
        }
      });
    expect(tooMuch).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(count(database)).toBe(1);
    database.execute('PRAGMA max_page_count = 100000');
    tooMuch();
    expect(count(database)).toBe(1001);
    database.close();
  });

  it('is closed as often as one likes', () => {
    const database = temporaryDatabase();
    database.close();
    expect(() => database.close()).not.toThrow();
  });
});
