import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { fail } from '@shared/result';

/** Fails with `path-relative` for a path from a person who cannot know what folder the studio was started in. */
export function requireWholePath(path: string): void {
  if (isAbsolute(path)) return;
  fail('path-relative', `“${path}” is no whole path. Give it from the top, such as ${homedir()}.`);
}
