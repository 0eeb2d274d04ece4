import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ArchiveLimits, archiveLimits } from '../../../../../src/main/datasets/archive/limits';
import { Archive } from '../../../../../src/main/datasets/archive/listing';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { type HostileEntry, hostileZip } from '../../../../support/zips';

export function written(bytes: Buffer | string): string {
  const file = join(temporaryFolder(), 'data.zip');
  writeFileSync(file, bytes);
  return file;
}

/** Closed when the running test ends. */
export async function opened(file: string, limits: ArchiveLimits = archiveLimits): Promise<Archive> {
  const archive = await Archive.open(file, limits);
  onTestFinished(() => archive.close());
  return archive;
}

/** The paths of the files that would be unpacked. */
export const listed = async (entries: readonly HostileEntry[]): Promise<string[]> =>
  (await opened(written(hostileZip(entries)))).files.map(({ path }) => path);
