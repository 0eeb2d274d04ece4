import { describe, expect, it } from 'vitest';
import { loadScript } from './loadScript';

type Environment = Readonly<Record<string, string>>;
const { frugalEnvironment } = await loadScript<{
  readonly frugalEnvironment: (
    words: readonly string[],
    environment: Environment,
    platform: string,
  ) => Environment;
}>('frugalMemory.mjs');

describe('frugalEnvironment', () => {
  const own = { PATH: '/bin' };

  it('has one arena for a command that decodes photos, where the C library is glibc', () => {
    expect(frugalEnvironment(['predict', '--input', 'a'], own, 'linux')).toEqual({
      ...own,
      MALLOC_ARENA_MAX: '1',
    });
    expect(own).toEqual({ PATH: '/bin' });
  });

  it('is as it was for every other command and system, and where somebody has decided', () => {
    const decided = { ...own, MALLOC_ARENA_MAX: '4' };
    expect(frugalEnvironment(['train'], own, 'linux')).toBe(own);
    expect(frugalEnvironment([], own, 'linux')).toBe(own);
    expect(frugalEnvironment(['predict'], own, 'darwin')).toBe(own);
    expect(frugalEnvironment(['predict'], decided, 'linux')).toBe(decided);
  });
});
