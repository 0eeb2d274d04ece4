import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project';

/** What Facet writes into a project's folder. */
const ownFiles = [
  ...['project.db', 'project.db-wal', 'project.db-shm'],
  ...['writer.json', 'writer.lock', 'writer.lock-journal'],
  ...['runs', 'cache', 'sources', 'predictions'],
];

/** Whether a project was made just now, for something that then did not come. */
export function isLeftover(project: Project): boolean {
  return (
    project.madeNow !== null &&
    project.facets.highestId() === 0 &&
    project.imports.list().length === 0 &&
    project.runs.count() === 0 &&
    project.journal.next('undo') === null
  );
}

/** Of a closed project. A folder that was there before stays, and so does whatever else lies in it. */
export function removeLeftover({ folder, madeNow }: Project): void {
  for (const name of ownFiles) rmSync(join(folder, name), { recursive: true, force: true });
  if (madeNow === 'folder' && readdirSync(folder).length === 0) rmdirSync(folder);
}
