import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

interface Doors {
  readonly findElectron: (folder: string, environment?: Record<string, string>) => string | null;
  readonly fetchElectron: (folder: string) => string | null;
  readonly hasPlaceForElectron: (machine: {
    readonly platform: string;
    readonly environment: Record<string, string>;
    readonly isRoot: boolean;
  }) => boolean;
  readonly chooseDoor: (machine: {
    readonly electron: string | null;
    readonly fetched?: boolean;
    readonly platform: string;
    readonly environment: Record<string, string>;
    readonly isRoot: boolean;
  }) => { readonly door: string; readonly line: string };
}
const { findElectron, fetchElectron, hasPlaceForElectron, chooseDoor } = await loadScript<Doors>('door.mjs');

describe('findElectron', () => {
  it('finds the runtime where it is installed, and never fetches it', () => {
    const folder = temporaryFolder();
    const electron = join(folder, 'node_modules', 'electron');
    mkdirSync(join(electron, 'dist'), { recursive: true });
    expect(findElectron(folder, {})).toBeNull();
    writeFileSync(join(electron, 'path.txt'), 'electron');
    expect(findElectron(folder, {})).toBeNull();
    writeFileSync(join(electron, 'dist', 'electron'), '');
    expect(findElectron(folder, {})).toBe(join(electron, 'dist', 'electron'));
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toBeNull();
  });
});

describe('fetchElectron', () => {
  /** Stands in for the package's own script, which downloads; what it leaves is the same. */
  function packageThat(script: string): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules', 'electron', 'dist'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'electron', 'install.js'), script);
    return folder;
  }

  it('answers the program that the package’s script has fetched', () => {
    const folder = packageThat(`
      const { writeFileSync } = require('node:fs');
      writeFileSync(__dirname + '/path.txt', 'electron');
      writeFileSync(__dirname + '/dist/electron', '');`);
    expect(fetchElectron(folder)).toBe(join(folder, 'node_modules', 'electron', 'dist', 'electron'));
  });

  it('answers nothing where it could not, or where there is no such package', () => {
    expect(fetchElectron(packageThat('process.exit(1)'))).toBeNull();
    expect(fetchElectron(packageThat(''))).toBeNull();
    expect(fetchElectron(temporaryFolder())).toBeNull();
  });
});

describe('hasPlaceForElectron', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, false, true],
    ['linux', { DISPLAY: ':0' }, true, false],
    ['linux', {}, false, false],
    ['darwin', {}, true, true],
    ['win32', {}, false, true],
  ] as const)('%s %o, root: %s → %s', (platform, environment, isRoot, expected) => {
    expect(hasPlaceForElectron({ platform, environment, isRoot })).toBe(expected);
  });
});

describe('chooseDoor', () => {
  it('says that the runtime was fetched', () => {
    const machine = { platform: 'darwin', environment: {}, isRoot: false };
    expect(chooseDoor({ electron: '/electron', fetched: true, ...machine }).line).toContain('was fetched');
  });

  const screen = { DISPLAY: ':0' };
  it.each([
    ['Electron where it is', '/electron', 'linux', screen, false, 'electron', 'is installed'],
    ['Electron without an X screen', '/electron', 'linux', { WAYLAND_DISPLAY: 'w' }, false, 'electron', ''],
    ['Electron elsewhere', '/electron', 'darwin', {}, false, 'electron', 'is installed'],
    ['the browser without it', null, 'linux', screen, false, 'browser', 'npx install-electron'],
    ['the browser for root', '/electron', 'linux', screen, true, 'browser', 'as root'],
    ['an address without a screen', '/electron', 'linux', {}, false, 'address', 'no screen'],
  ] as const)('%s', (_what, electron, platform, environment, isRoot, door, reason) => {
    const chosen = chooseDoor({ electron, platform, environment, isRoot });
    expect(chosen).toEqual({ door, line: expect.stringContaining(reason) });
    expect(chosen.line).not.toContain('\n');
  });
});
