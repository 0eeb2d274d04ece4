/**
 * Whether a path begins at the top of a machine, whichever system that has: it means the same wherever a program was
 * started. An empty one begins nowhere.
 */
export function isWholePath(path: string): boolean {
  return /^(\/|\\\\|[a-z]:[\\/])/i.test(path);
}
