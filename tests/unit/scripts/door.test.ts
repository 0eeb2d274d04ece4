import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

interface Doors {
  readonly findElectron: (folder: string, environment?: Record<string, string>) => string | null;
  readonly chooseDoor: (machine: {
    readonly electron: string | null;
    readonly platform: string;
    readonly environment: Record<string, string>;
    readonly isRoot: boolean;
  }) => { readonly door: string; readonly line: string };
}
const { findElectron, chooseDoor } = await loadScript<Doors>('door.mjs');

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

describe('chooseDoor', () => {
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
