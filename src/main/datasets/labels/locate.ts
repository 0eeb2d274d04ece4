import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { ImportFormat, LabelFormat, LabelMapping } from '@shared/contract/labels';
import { fail } from '@shared/result';
import type { JobContext } from '../../jobs/context';
import { unpackArchive } from '../archive/home';
import { tableFormat, tableFormats } from './formats';
import { formatOfFile } from './recognise';
import { readLabelText } from './text';
import { isTable, mayHoldLabels, treeOfFile, treeOfFolder, type LabelTree } from './tree';

export interface LocatedLabels {
  readonly tree: LabelTree;
  readonly kind: 'folder' | 'archive';
  /** Absolute: what a person chose. */
  readonly origin: string;
  /** Absolute: where the images lie when nobody says otherwise. */
  readonly imagesFolder: string;
  /** What of an archive could not be unpacked. */
  readonly problems: readonly Problem[];
}

/** Folders that by custom hold label files only, beside the images' own. */
const labelFolders = new Set(['annotations', 'labels']);

/** Whether a file that is there is a label file by itself, and not an archive of them. */
export async function isLoneLabelFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true && mayHoldLabels(path) && !isText(path);
}

function isText(path: string): boolean {
  return extname(path).toLowerCase() === '.txt';
}

/** The format of a text that is a table, as spreadsheets save what tabs separate; null for every other file. */
export async function formatOfText(path: string, mapping: LabelMapping): Promise<LabelFormat | null> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isFile() !== true || !isText(path)) return null;
  return tableFormat(await readLabelText(path), mapping);
}

/** Fails with `format-unknown` where a label file is of no known format, and with why it cannot be read. */
export async function formatOfLabelFile(path: string, mapping: LabelMapping): Promise<LabelFormat> {
  const format = await formatOfFile(treeOfFile(path), basename(path), mapping);
  // A table that says nothing by itself may be told what its columns mean.
  if (format === null && isTable(path)) return 'csv';
  return (
    format ??
    fail(
      'format-unknown',
      `${path} is of no format that is recognised by its content. Name the format, if it is one of those that are read.`,
    )
  );
}

/**
 * The label files at a path: a file's, a folder's, or a zip's, which is unpacked into `archivesFolder` and stays there.
 * Fails as `treeOfFolder` and `unpackArchive` do.
 */
export async function locateLabels(
  path: string,
  format: Exclude<ImportFormat, 'mtfl' | 'photos'>,
  archivesFolder: string,
  context: JobContext,
): Promise<LocatedLabels> {
  const origin = resolve(path);
  const stats = await stat(origin).catch(() => null);
  if (stats === null) fail('dataset-missing', `There is nothing to import at ${origin}. Check the path.`);
  if (stats.isDirectory()) return inFolder(origin, 'folder', origin);
  const isTableText = isText(origin) && (tableFormats as readonly LabelFormat[]).includes(format);
  if (!isTableText && !(await isLoneLabelFile(origin))) {
    const { folder, problems } = await unpackArchive(origin, archivesFolder, context);
    return { ...(await inFolder(folder, 'archive', origin)), problems };
  }
  const folder = dirname(origin);
  if (format === 'yolo') return inFolder(folder, 'folder', origin);
  const imagesFolder = labelFolders.has(basename(folder).toLowerCase()) ? join(folder, '..') : folder;
  return { tree: treeOfFile(origin), kind: 'folder', origin, imagesFolder, problems: [] };
}

async function inFolder(folder: string, kind: LocatedLabels['kind'], origin: string): Promise<LocatedLabels> {
  return { tree: await treeOfFolder(folder), kind, origin, imagesFolder: folder, problems: [] };
}
