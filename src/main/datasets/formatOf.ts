import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ImportFormat } from '@shared/contract/reports';
import { ExpectedError, fail } from '@shared/result';
import { archiveLimits } from './archive/limits';
import { Archive } from './archive/listing';
import { kindOf } from './mtfl/import';
import { checkHoldsMtfl, locateMtfl } from './mtfl/locate';
import { holdsPhoto } from './photos/holdsPhoto';

/**
 * What an import would find. Fails as importing would before its first face: with `dataset-missing`, `not-mtfl`,
 * and `Archive.open`'s failures.
 */
export async function inspectDataset(path: string): Promise<{ readonly format: ImportFormat }> {
  const place = resolve(path);
  if ((await kindOf(place)) === 'archive') {
    const archive = await Archive.open(place, archiveLimits);
    try {
      checkHoldsMtfl(
        place,
        archive.files.map((file) => file.path),
      );
    } finally {
      await archive.close();
    }
  }
  return { format: await formatOf(path) };
}

/**
 * What there is to import at a path: a folder with MTFL's label files, or a zip, which only MTFL comes in; else a
 * folder with photos anywhere in it. Fails with `not-mtfl` where there is neither, and as `locateMtfl` does; a path
 * at which there is nothing is left to the importer, which says so.
 */
export async function formatOf(path: string): Promise<ImportFormat> {
  const place = resolve(path);
  const stats = await stat(place).catch(() => null);
  if (!stats?.isDirectory()) return 'mtfl';
  try {
    await locateMtfl(place);
    return 'mtfl';
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError) || thrown.code !== 'not-mtfl') throw thrown;
    if (await holdsPhoto(place)) return 'photos';
    return fail('not-mtfl', `${thrown.message} Nor is there a photo in it. Choose another folder.`);
  }
}
