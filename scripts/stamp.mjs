import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the built application is made from, besides `src/`. */
const CONFIGURATION = /^(electron\.vite\.config\.ts|package\.json|tsconfig.*\.json)$/;

/**
 * One line a file: path, size, time of change. Two equal stamps mean that nothing was edited, added or removed;
 * no file is read, so this costs a few milliseconds.
 */
export function sourceStamp(folder) {
  const lines = [];
  const note = (path) => {
    const facts = statSync(`${folder}/${path}`);
    lines.push(`${path} ${facts.size} ${facts.mtimeMs}`);
  };
  const visit = (path) => {
    for (const entry of readdirSync(`${folder}/${path}`, { withFileTypes: true })) {
      if (entry.isDirectory()) visit(`${path}/${entry.name}`);
      else note(`${path}/${entry.name}`);
    }
  };
  visit('src');
  for (const name of readdirSync(folder)) if (CONFIGURATION.test(name)) note(name);
  // The order of a folder's names is the file system's.
  return lines.sort().join('\n');
}

/** Whether `out/` was built from other sources than those there now. */
export function isStale(folder) {
  return builtStamp(folder) !== sourceStamp(folder);
}

export function stampFile(folder) {
  return join(folder, 'out', '.stamp');
}

function builtStamp(folder) {
  try {
    return readFileSync(stampFile(folder), 'utf8');
  } catch {
    return null;
  }
}
