import type { Photo } from './findPhotos';

/** One of `count` parts of a folder's photos; `index` from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const wholeFolder: Shard = { index: 1, count: 1 };

/**
 * Whether a photo belongs to a part: by its name alone, so that machines which do not talk agree, and a photo that
 * comes later moves no other.
 */
export function isInShard({ name }: Pick<Photo, 'name'>, { index, count }: Shard): boolean {
  return hashOf(name) % count === index - 1;
}

/** FNV-1a with 32 bits over UTF-8, its bits mixed once more: names that differ in a digit are spread evenly. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
