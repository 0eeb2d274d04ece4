import { setTimeout as delay } from 'node:timers/promises';
import { ExpectedError } from '@shared/result';
import { checkImage } from '../datasets/imageCheck';
import { findPhotos, type ListedPhoto } from './findPhotos';

export interface Arriving {
  /** Lists what is there now. */
  readonly list: () => Promise<readonly ListedPhoto[]>;
  /** Whether a photo has been seen to already, as it is now. */
  readonly isDone: (photo: ListedPhoto) => boolean;
  /** Whether a file's end is there. */
  readonly isWhole: (photo: ListedPhoto) => Promise<boolean>;
  readonly signal: AbortSignal;
  /** From the end of one look to the next. */
  readonly intervalMs: number;
  /** Told when a look has found nothing new. */
  readonly idle?: () => void;
}

/** Looks without a change after which a file without an end is taken for broken rather than under way. */
const looksUntilGivenUp = 10;
const photosOfABatch = 64;

interface Seen {
  readonly stamp: string | null;
  readonly looks: number;
}

/**
 * The photos of a folder that fills up, some at a time, until the signal: each once its file is complete, which is
 * when two looks saw it the same and its end is there. A photo that is written anew comes again.
 */
export async function* arrivingPhotos(arriving: Arriving): AsyncGenerator<readonly ListedPhoto[]> {
  const { list, isDone, signal, intervalMs, idle } = arriving;
  let seen = new Map<string, Seen>();
  /** Handed out, and perhaps not yet done. */
  const given = new Map<string, string | null>();
  while (!signal.aborted) {
    const now = new Map<string, Seen>();
    const ready: ListedPhoto[] = [];
    const listed = await list();
    // One that has gone and comes back is another arrival: it may have gone before anybody read it.
    const names = new Set(listed.map(({ name }) => name));
    for (const name of given.keys()) if (!names.has(name)) given.delete(name);
    for (const photo of listed) {
      if (isDone(photo)) {
        given.delete(photo.name);
        continue;
      }
      if (given.get(photo.name) === photo.stamp) continue;
      const before = seen.get(photo.name);
      const looks = before?.stamp === photo.stamp ? before.looks + 1 : 1;
      now.set(photo.name, { stamp: photo.stamp, looks });
      if (await isComplete(photo, looks, arriving)) ready.push(photo);
    }
    seen = now;
    for (const photo of ready) given.set(photo.name, photo.stamp);
    for (let start = 0; start < ready.length; start += photosOfABatch) {
      yield ready.slice(start, start + photosOfABatch);
    }
    if (ready.length === 0) idle?.();
    await delay(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

async function isComplete(photo: ListedPhoto, looks: number, { isWhole }: Arriving): Promise<boolean> {
  if (looks < 2) return false;
  return looks > looksUntilGivenUp || (await isWhole(photo));
}

/** The same for the folders and files that a person named (see `findPhotos`). */
export function arrivingInput(
  inputs: readonly string[],
  outputFolder: string,
  watching: Omit<Arriving, 'list' | 'isWhole'>,
): AsyncGenerator<readonly ListedPhoto[]> {
  return arrivingPhotos({
    ...watching,
    list: async () => {
      try {
        return (await findPhotos(inputs, outputFolder)).photos;
      } catch (thrown) {
        // A folder that is gone for a while (a disk that is changed, say) may come back.
        if (thrown instanceof ExpectedError && thrown.code === 'input-missing') return [];
        throw thrown;
      }
    },
    isWhole: ({ file }) =>
      checkImage(file).then(
        () => true,
        () => false,
      ),
  });
}
