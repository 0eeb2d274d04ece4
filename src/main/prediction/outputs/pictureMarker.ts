import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tryToWrite } from './wholeFile';

/** A file by which a folder of pictures that were drawn is known: they are no photos to predict on. */
export const pictureMarker = '.facet-pictures';

const words = `Facet drew the pictures in this folder and below it. While this file lies here, Facet passes over them
when it looks for photos in a folder above; delete it to have them found.
`;

/** Leaves the file in a folder, which is made; where it may not lie, the pictures are good without it. Fails with disk-full. */
export async function markPictures(folder: string): Promise<void> {
  const file = join(folder, pictureMarker);
  if (!existsSync(file)) await tryToWrite(file, words);
}
