import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ExpectedError, type Result } from '@shared/result';
import { mainEntry } from '../../outFolder';
import { failWriting } from '../archive/fileFailures';
import type { MtflRow } from '../mtfl/row';
import type { PortraitPlace } from './portrait';
import { writePortraits } from './portraitFiles';

/** Studio thread → portrait worker. */
export interface PortraitTask {
  readonly folder: string;
  readonly seed: number;
  readonly places: readonly PortraitPlace[];
}
export type PortraitAnswer = Result<readonly MtflRow[]>;

/** Faces a thread draws between two looks at whether to stop: about a quarter of a second. */
const batchSize = 12;

export interface PortraitOptions {
  readonly folder: string;
  readonly seed: number;
  /** 0: none but the calling one. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told after each batch how many faces are drawn. */
  readonly drawn: (count: number) => void;
}

/**
 * Draws the faces at `places`, each thread taking the next batch when it has drawn one, and answers their rows in
 * the order of `places`. Where the application is not built, on the calling thread.
 * Rejects with the signal's reason when stopped; fails with `disk-full` and `folder-unwritable`.
 */
export async function drawPortraits(
  places: readonly PortraitPlace[],
  { folder, seed, threads, signal, drawn }: PortraitOptions,
): Promise<MtflRow[]> {
  const rows = new Array<MtflRow>(places.length);
  let next = 0;
  let done = 0;
  /** One thread's share; after a failure of one, the others take no more. */
  const drawShare = async (draw: (task: PortraitTask) => Promise<readonly MtflRow[]>): Promise<void> => {
    while (next < places.length) {
      signal.throwIfAborted();
      const start = next;
      next += batchSize;
      try {
        const batch = await draw({ folder, seed, places: places.slice(start, start + batchSize) });
        batch.forEach((row, index) => (rows[start + index] = row));
        done += batch.length;
      } catch (thrown) {
        next = places.length;
        throw thrown;
      }
      drawn(done);
    }
  };
  const entry = mainEntry('portraitWorker');
  const shares =
    threads > 0 && existsSync(entry)
      ? Array.from({ length: Math.min(threads, Math.ceil(places.length / batchSize)) }, () =>
          withWorker(entry, drawShare),
        )
      : [drawShare(drawHere)];
  // All of them: none may still write into a folder that is then removed.
  for (const share of await Promise.allSettled(shares)) if (share.status === 'rejected') throw share.reason;
  return rows;
}

async function drawHere({ folder, seed, places }: PortraitTask): Promise<readonly MtflRow[]> {
  try {
    return await writePortraits(folder, seed, places);
  } catch (thrown) {
    return failWriting(thrown, folder);
  }
}

async function withWorker(
  entry: string,
  use: (draw: (task: PortraitTask) => Promise<readonly MtflRow[]>) => Promise<void>,
): Promise<void> {
  // Flags for this process's main script (`--input-type`, say) are not for the worker's.
  const worker = new Worker(entry, { execArgv: [] });
  // An 'error' event is thrown by the loop that waits for the answer.
  const answers = on(worker, 'message', { close: ['exit'] });
  try {
    await use(async (task) => {
      worker.postMessage(task);
      const { value, done } = (await answers.next()) as IteratorResult<[PortraitAnswer]>;
      if (done) throw new Error('A thread that draws faces ended before it had drawn.');
      const [answer] = value;
      if ('error' in answer) throw new ExpectedError(answer.error);
      return answer.ok;
    });
  } finally {
    await worker.terminate();
  }
}
