// What the C library keeps of memory that was given back. This file must start under Node 20.19, like all scripts here.

/**
 * The environment for a command: that of this process, or one in which glibc has a single arena, where it is to decode
 * photos. Else each thread of the decoder has its own, and keeps up to 64 MB of every photo of a hundred megapixels that it once
 * drew: a few hundred together. The setting counts from a process's start only. Who has set it has decided.
 */
export function frugalEnvironment([command], environment = process.env, platform = process.platform) {
  const isWanted = platform === 'linux' && command === 'predict' && !('MALLOC_ARENA_MAX' in environment);
  return isWanted ? { ...environment, MALLOC_ARENA_MAX: '1' } : environment;
}
