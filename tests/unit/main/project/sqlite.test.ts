import { describe, expect, it } from 'vitest';
import { DatabaseSync, withoutSqliteWarning } from '../../../../src/main/project/sqlite';

describe('withoutSqliteWarning', () => {
  it('holds back the one warning and lets every other pass', async () => {
    const heard: string[] = [];
    const listen = (warning: Error): void => void heard.push(warning.message);
    process.on('warning', listen);
    const before = process.emitWarning;
    withoutSqliteWarning(() => {
      process.emitWarning(
        'SQLite is an experimental feature and might change at any time',
        'ExperimentalWarning',
      );
      process.emitWarning('the moon is full', 'MoonWarning');
    });
    expect(process.emitWarning).toBe(before);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(heard).toEqual(['the moon is full']);
  });

  it('puts the warnings back when loading fails', () => {
    const before = process.emitWarning;
    expect(() =>
      withoutSqliteWarning(() => {
        throw new Error('no SQLite');
      }),
    ).toThrow('no SQLite');
    expect(process.emitWarning).toBe(before);
  });

  it('loads a SQLite with strict tables', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE numbers (value INTEGER) STRICT');
    expect(() => database.exec(`INSERT INTO numbers VALUES ('seven')`)).toThrow();
    database.close();
  });
});
