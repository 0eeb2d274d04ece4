import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userStateFolder } from '../../../../src/main/runtime/stateFolder';

describe('userStateFolder', () => {
  it.each([
    ['the own variable first', { FACET_STATE: '/state', XDG_STATE_HOME: '/x' }, 'linux', '/state'],
    ['XDG on Linux', { XDG_STATE_HOME: '/x' }, 'linux', join('/x', 'facet')],
    [
      'a relative XDG path is ignored',
      { XDG_STATE_HOME: 'x' },
      'linux',
      join('/home/ada', '.local/state/facet'),
    ],
    ['the default on Linux', {}, 'linux', join('/home/ada', '.local/state/facet')],
    ['macOS', {}, 'darwin', join('/home/ada', 'Library/Application Support/facet')],
    ['Windows', { LOCALAPPDATA: '/local' }, 'win32', join('/local', 'facet', 'State')],
  ] as const)('%s', (_name, environment, platform, expected) => {
    expect(userStateFolder(environment, platform, '/home/ada')).toBe(expected);
  });
});
