import { fail } from '@shared/result';
import { brokenConnection, type ConnectionBroken } from './connectionBroken';
import type { PartFile } from './partFile';
import type { RemoteFile } from './remoteFile';
import { transferRest, type DownloadJob, type Transfer } from './transfer';

/** Between two attempts of which the first brought nothing new. */
export const pausesMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * Attempts until the part is complete. A connection that breaks is tried again after a pause, which grows as long
 * as no attempt comes further than any before. Fails with `server-unreachable` at once when the server was never
 * reached, and with `download-interrupted` after the last pause; else as `transferRest` does.
 */
export async function fetchWhole(
  part: PartFile,
  wish: Omit<Transfer, 'onAnswer'>,
  job: DownloadJob,
): Promise<void> {
  let reached = false;
  let furthest = part.bytes;
  let futile = 0;
  while (!part.isComplete(wish.address)) {
    try {
      await transferRest(part, { ...wish, onAnswer: () => (reached = true) }, job);
    } catch (thrown) {
      job.signal.throwIfAborted();
      const broken = brokenConnection(thrown);
      if (broken === null) throw thrown;
      if (broken.unreachable && !reached) failUnreachable(wish, broken);
      if (part.bytes > furthest) futile = 0;
      furthest = Math.max(furthest, part.bytes);
      const pauseMs = pausesMs[futile];
      if (pauseMs === undefined) failInterrupted(wish, broken);
      futile += 1;
      job.note(`The connection broke (${broken.message}); trying again in ${pauseMs / 1000} s.`);
      await wish.timing.wait(pauseMs, job.signal);
    }
  }
}

function failUnreachable({ address, otherwise }: RemoteFile, { message }: ConnectionBroken): never {
  return fail(
    'server-unreachable',
    `${new URL(address).host} cannot be reached (${message}). Check the network, and try again. ${otherwise}`,
  );
}

function failInterrupted({ otherwise }: RemoteFile, { message }: ConnectionBroken): never {
  return fail(
    'download-interrupted',
    `The download broke off ${pausesMs.length + 1} times in a row without coming further, last because ${message}. ` +
      `Try again later. ${otherwise}`,
  );
}
