import { ExpectedError } from '@shared/result';
import { describe, expect, it } from 'vitest';
import { databaseError, sqliteCode } from '../../../../src/main/project/databaseErrors';

const sqliteError = (errcode: number): Error => Object.assign(new Error('from SQLite'), { errcode });

describe('databaseError', () => {
  it.each([
    [5, 'project-busy'],
    [8, 'project-read-only'],
    [10, 'disk-error'],
    [778, 'disk-error'], // SQLITE_IOERR_WRITE, an extended code of 10.
    [11, 'project-corrupt'],
    [13, 'disk-full'],
    [14, 'project-unreadable'],
    [26, 'project-corrupt'],
  ])('turns SQLite’s code %i into %s, naming the file', (errcode, code) => {
    const thrown = databaseError(sqliteError(errcode), '/projects/faces/project.db');
    expect(thrown).toBeInstanceOf(ExpectedError);
    expect(thrown).toMatchObject({ code, message: expect.stringContaining('/projects/faces/project.db') });
  });

  it('knows a full disk from the file system too', () => {
    const thrown = databaseError(Object.assign(new Error('write'), { code: 'ENOSPC' }), 'project.db');
    expect(thrown).toMatchObject({ code: 'disk-full' });
  });

  it('leaves what a person can do nothing about as it is', () => {
    const mistake = sqliteError(1);
    expect(databaseError(mistake, 'project.db')).toBe(mistake);
    expect(databaseError('thrown text', 'project.db')).toBe('thrown text');
  });

  it('has no SQLite code for other errors', () => {
    expect(sqliteCode(new Error('other'))).toBeNull();
    expect(sqliteCode(sqliteError(778))).toBe(10);
  });
});
