import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sessions, sessionSeconds } from '../../../../../src/main/hosts/web/sessions';
import { temporaryFolder } from '../../../../support/temporaryFolder';

describe('Sessions', () => {
  it('knows whom it has let in, and nobody else', () => {
    const sessions = new Sessions(null);
    const secret = sessions.open();
    expect(sessions.isOpen(secret)).toBe(true);
    expect(sessions.isOpen('')).toBe(false);
    expect(sessions.isOpen(secret.slice(1))).toBe(false);
    expect(new Sessions(null).isOpen(secret)).toBe(false);
  });

  it('forgets them after two weeks', () => {
    let nowMs = 0;
    const sessions = new Sessions(null, () => nowMs);
    const secret = sessions.open();
    nowMs = sessionSeconds * 1000 - 1;
    expect(sessions.isOpen(secret)).toBe(true);
    nowMs += 1;
    expect(sessions.isOpen(secret)).toBe(false);
  });

  it('forgets the first when there are too many', () => {
    const sessions = new Sessions(null);
    const secrets = Array.from({ length: 33 }, () => sessions.open());
    expect(sessions.isOpen(secrets[0]!)).toBe(false);
    expect(secrets.slice(1).every((secret) => sessions.isOpen(secret))).toBe(true);
  });

  it('knows them again after a restart, from a file that gives nobody a way in', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'sessions', 'one.json');
    const secret = new Sessions(file).open();
    expect(new Sessions(file).isOpen(secret)).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
    expect(readdirSync(join(folder, 'sessions'))).toEqual(['one.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('starts without any where the file is spoilt, or where none can be written', () => {
    const file = join(temporaryFolder(), 'sessions.json');
    writeFileSync(file, '[{"digest": 7}]');
    const sessions = new Sessions(join(file, 'below-a-file.json'));
    expect(sessions.isOpen(sessions.open())).toBe(true);
    expect(new Sessions(file).isOpen('')).toBe(false);
  });
});
