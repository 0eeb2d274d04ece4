import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';

/** Beside an unpacked folder, written when it is whole: which archive it holds, and where that was found. */
const recordSchema = z.object({ archives: z.array(z.string()), sha256: z.string() });
type HomeRecord = z.infer<typeof recordSchema>;
const recordSuffix = '.archive.json';

/** Where an archive is unpacked, or will be. */
export interface Home {
  readonly folder: string;
  /** Whether the folder holds this very archive, and not an earlier state of it. */
  readonly holdsArchive: boolean;
  /** Paths at which the archive was found before. */
  readonly archives: readonly string[];
}

/** The folder that holds this archive, or an earlier state of it, or a free name for a new one. */
export async function findHome(archivesFolder: string, file: string, sha256: string): Promise<Home> {
  await mkdir(archivesFolder, { recursive: true });
  const names = await readdir(archivesFolder);
  let earlier: Home | null = null;
  for (const name of names.filter((name) => name.endsWith(recordSuffix)).sort()) {
    const record = await readRecord(join(archivesFolder, name));
    if (record === null) continue;
    const folder = join(archivesFolder, name.slice(0, -recordSuffix.length));
    if (record.sha256 === sha256) return { folder, holdsArchive: true, archives: record.archives };
    if (record.archives.includes(file)) earlier = { folder, holdsArchive: false, archives: record.archives };
  }
  const fresh = join(archivesFolder, `${basename(file, extname(file))}-${sha256.slice(0, 12)}`);
  return earlier ?? { folder: fresh, holdsArchive: false, archives: [] };
}

/** Says that the home holds the archive now. */
export async function recordHome(home: Home, file: string, sha256: string): Promise<void> {
  if (home.holdsArchive && home.archives.includes(file)) return;
  const record: HomeRecord = { archives: [...new Set([...home.archives, file])], sha256 };
  const target = `${home.folder}${recordSuffix}`;
  // Under another name first: a record that was cut off would let a changed archive be unpacked a second time.
  await writeFile(`${target}.part`, JSON.stringify(record));
  await rename(`${target}.part`, target);
}

async function readRecord(file: string): Promise<HomeRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
