import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userCacheFolder } from '../../../../src/main/runtime/cacheFolder';

describe('userCacheFolder', () => {
  it.each([
    ['the own variable first', { FACET_CACHE: '/big/disk', XDG_CACHE_HOME: '/x' }, 'linux', '/big/disk'],
    ['XDG on Linux', { XDG_CACHE_HOME: '/x' }, 'linux', join('/x', 'facet')],
    ['a relative XDG path is ignored', { XDG_CACHE_HOME: 'x' }, 'linux', join('/home/ada', '.cache/facet')],
    ['the default on Linux', {}, 'linux', join('/home/ada', '.cache/facet')],
    ['macOS', {}, 'darwin', join('/home/ada', 'Library/Caches/facet')],
    ['Windows', { LOCALAPPDATA: '/local' }, 'win32', join('/local', 'facet', 'Cache')],
  ] as const)('%s', (_name, environment, platform, expected) => {
    expect(userCacheFolder(environment, platform, '/home/ada')).toBe(expected);
  });
});
