import type { Result } from '@shared/result';
import type { CropReader } from './cropReader';
import type { PhotoLook, PhotoLooking } from './photoLook';

/** Photos that a thread looks at for one message. */
const looksAtOnce = 8;

/** Looks at photos on all of a reader's threads; one answer a file, in their order. */
export async function lookAtAll(
  files: readonly string[],
  looking: PhotoLooking,
  reader: CropReader,
): Promise<Result<PhotoLook>[]> {
  const messages: Promise<Result<PhotoLook>[]>[] = [];
  for (let start = 0; start < files.length; start += looksAtOnce) {
    messages.push(reader.look(files.slice(start, start + looksAtOnce), looking));
  }
  return (await Promise.all(messages)).flat();
}
