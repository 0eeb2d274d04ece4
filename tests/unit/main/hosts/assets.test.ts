import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Assets } from '../../../../src/main/hosts/assets';
import { temporaryFolder } from '../../../support/temporaryFolder';

function builtWindow(): string {
  const folder = join(temporaryFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {}');
  writeFileSync(join(folder, 'assets', 'font-1.woff2'), 'font');
  writeFileSync(join(folder, 'assets', 'main-1.js.map'), 'a map');
  writeFileSync(join(folder, '..', 'secret.js'), 'secret');
  return folder;
}

describe('Assets', () => {
  it('finds the root and the files, with their types', () => {
    const assets = Assets.load(builtWindow());
    expect(assets.find('/')).toMatchObject({ contentType: 'text/html; charset=utf-8', immutable: false });
    expect(assets.find('/index.html')).toBe(assets.find('/'));
    expect(assets.find('/assets/main-1.js')).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      immutable: true,
      compressible: true,
    });
    expect(assets.find('/assets/font-1.woff2')).toMatchObject({ compressible: false });
  });

  it.each([
    '',
    'index.html',
    '/assets',
    '/assets/',
    '//index.html',
    '/./index.html',
    '/assets/../index.html',
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/..\\..\\secret.js',
    '/assets/main-1.js%00',
    '/assets/main-1.js.map',
    '/INDEX.HTML',
    '/__proto__',
    '/constructor',
  ])('knows no file at %j', (address) => {
    expect(Assets.load(builtWindow()).find(address)).toBeNull();
  });

  it('serves nothing that a link in the folder leads to', () => {
    const folder = builtWindow();
    symlinkSync(join(folder, '..', 'secret.js'), join(folder, 'link.js'));
    expect(Assets.load(folder).find('/link.js')).toBeNull();
  });

  it('keeps what was there when it was loaded, and tells it from what came later', () => {
    const folder = builtWindow();
    const before = Assets.load(folder).find('/')!;
    writeFileSync(join(folder, 'index.html'), '<!doctype html><p>new');
    expect(Buffer.from(before.bytes).toString()).toBe('<!doctype html>');
    expect(Assets.load(folder).find('/')!.hash).not.toBe(before.hash);
  });

  it('says what to do where nothing was built', () => {
    expect(() => Assets.load(join(temporaryFolder(), 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'not-built', message: expect.stringContaining('npm run build') }),
    );
  });
});
