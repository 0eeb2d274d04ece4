/**
 * Whether a path has a name in it that is not UTF-8: what could not be read of it has become U+FFFD, and no file has the
 * name that is left. Where a path is not found, that is why.
 */
export function isLostName(path: string): boolean {
  return path.includes('\ufffd');
}

export const renameIt =
  'it has a name that is not UTF-8 (an older system’s, or an archive’s), by which it cannot be opened: rename it';
