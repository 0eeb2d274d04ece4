import { threadId, workerData } from 'node:worker_threads';
import type { Metadata } from 'sharp';

/** A decoder that takes more has to wait for others of its kind: as much as three bytes for each of 32 megapixels. */
const largeBytes = 96_000_000;

/** Who holds the room: 0 for nobody, else a thread's number and one. One place for all threads of the process. */
const holder = new Int32Array(roomOf(workerData as unknown) ?? new SharedArrayBuffer(4));

/** What a worker thread is to be started with, so that it shares the room with all others. */
export const largeDecodesRoom = { largeDecodes: holder.buffer };

function roomOf(data: unknown): SharedArrayBuffer | null {
  const isGiven = typeof data === 'object' && data !== null && 'largeDecodes' in data;
  return isGiven && data.largeDecodes instanceof SharedArrayBuffer ? data.largeDecodes : null;
}

/**
 * Does what needs so many bytes for a while; what needs many, one after the other, on whichever threads of the process:
 * a few photos of a hundred megapixels at once take more memory than many a machine has. What needs few never waits.
 */
export async function inTurnIfLarge<Out>(bytes: number, work: () => Promise<Out>): Promise<Out> {
  if (bytes <= largeBytes) return work();
  const own = threadId + 1;
  for (;;) {
    const found = Atomics.compareExchange(holder, 0, 0, own);
    if (found === 0) break;
    await Atomics.waitAsync(holder, 0, found).value;
  }
  try {
    return await work();
  } finally {
    leave(own);
  }
}

/** A thread that ended while it held the room has left it. */
export function leaveLargeDecodes(endedThread: number): void {
  leave(endedThread + 1);
}

function leave(own: number): void {
  if (Atomics.compareExchange(holder, 0, own, 0) === own) Atomics.notify(holder, 0);
}

/** What a decoder keeps of a photo beside what it answers, in bytes: little only where a JPEG’s rows come in order. */
export function decoderBytes({
  format,
  width,
  height,
  isProgressive = false,
  chromaSubsampling,
}: Pick<Metadata, 'format' | 'width' | 'height' | 'isProgressive' | 'chromaSubsampling'>): number {
  const pixels = width * height;
  switch (format) {
    case 'jpeg':
      // All coefficients, of two bytes each: the last scan may change the first one's.
      return isProgressive ? pixels * 2 * (chromaSubsampling === '4:2:0' ? 1.5 : 3) : 0;
    case 'png':
      return isProgressive ? pixels * 4 : pixels;
    case 'tiff':
      // Row by row, and yet as much has been measured.
      return pixels;
    default:
      return pixels * 4;
  }
}
