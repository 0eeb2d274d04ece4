import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ExaminedPath } from '@shared/contract/desktop';
import { mapConcurrently } from '../datasets/concurrently';
import { loneEndings } from '../datasets/labels/tree';
import { hasImageExtension } from '../images/imageFile';
import { isProjectFolder } from './listFolder';

const atOnce = 16;
const tables = new Set<string>(loneEndings);

/** What can be done with each of these files and folders, in their order; nothing of them is read. */
export function examinePaths(paths: readonly string[]): Promise<ExaminedPath[]> {
  return mapConcurrently(paths, atOnce, async (path) => ({ path, kind: await kindOf(path) }));
}

async function kindOf(path: string): Promise<ExaminedPath['kind']> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) return 'missing';
  if (stats.isDirectory()) return isProjectFolder(path) ? 'project' : 'folder';
  if (!stats.isFile()) return 'unknown';
  const extension = extname(path).toLowerCase();
  if (extension === '.zip') return 'zip';
  if (tables.has(extension)) return 'table';
  return hasImageExtension(path) ? 'photo' : 'unknown';
}
