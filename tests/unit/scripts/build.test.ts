import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

const { place } = await loadScript<{ readonly place: (staging: string, out: string) => void }>('build.mjs');

function write(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('place', () => {
  it('replaces entries, keeps chunks that a running command may still load, and drops old ones', () => {
    const out = temporaryFolder();
    const staging = join(out, '.staging');
    write(out, 'main/cli.js', 'old');
    write(out, 'main/chunks/recent.js', 'recent');
    write(out, 'main/chunks/ancient.js', 'ancient');
    utimesSync(join(out, 'main/chunks/ancient.js'), 1, 1);
    write(out, '.stamp', 'ours');
    utimesSync(join(out, '.stamp'), 1, 1);
    write(staging, 'main/cli.js', 'new');
    write(staging, 'main/chunks/fresh.js', 'fresh');
    place(staging, out);
    expect(readFileSync(join(out, 'main/cli.js'), 'utf8')).toBe('new');
    expect(existsSync(join(out, 'main/chunks/fresh.js'))).toBe(true);
    expect(existsSync(join(out, 'main/chunks/recent.js'))).toBe(true);
    expect(existsSync(join(out, 'main/chunks/ancient.js'))).toBe(false);
    expect(existsSync(join(out, '.stamp'))).toBe(true);
  });
});
