import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DownloadReport } from '@shared/contract/reports';
import { ExpectedError, fail } from '@shared/result';
import { userCacheFolder } from '../../runtime/cacheFolder';
import { withProcessLock } from '../../runtime/processLock';
import { failWriting } from '../archive/fileFailures';
import { checkMtflArchive } from '../mtfl/checkArchive';
import { PartFile } from '../../download/partFile';
import { megabytes } from '../../download/remoteFile';
import { fetchWhole } from '../../download/retry';
import { systemTiming, type Timing } from '../../download/timing';
import type { DownloadJob } from '../../download/transfer';
import { archiveName, byHand, publishedAddress } from './published';

export interface DownloadWishes {
  readonly folder: string;
  /** The published one by default. */
  readonly address?: string | undefined;
  /** How long the server may say nothing; a minute by default. */
  readonly timeoutSeconds?: number | undefined;
}

export interface Surroundings {
  readonly timing: Timing;
  /** Where processes see that another one downloads to the same folder. */
  readonly locksFolder: string;
}

/**
 * Downloads MTFL to `MTFL.zip` in a folder, where it appears when it is whole and checked. An unfinished download
 * lies beside it as `MTFL.zip.part`, and is gone on with the next time; what turns out not to be MTFL is put aside
 * as `MTFL.refused.zip`; a sound archive that is there already is kept.
 *
 * Fails with `fetchWhole`'s and `checkMtflArchive`'s failures, `file-in-the-way`, `disk-full` and
 * `folder-unwritable`; an AbortError when cancelled.
 */
export async function downloadMtfl(
  { folder: wishedFolder, address = publishedAddress, timeoutSeconds = 60 }: DownloadWishes,
  job: DownloadJob,
  { timing, locksFolder }: Surroundings = {
    timing: systemTiming,
    locksFolder: join(userCacheFolder(), 'locks'),
  },
): Promise<DownloadReport> {
  const startedMs = performance.now();
  const folder = resolve(wishedFolder);
  const target = join(folder, archiveName);
  await makeFolder(folder);
  await makeFolder(locksFolder);
  const found = await withProcessLock(await lockFile(locksFolder, folder), waiting(job, folder), async () => {
    const kept = await checkExisting(target, job);
    return kept ?? (await download(target, { address, timeoutMs: timeoutSeconds * 1000, timing }, job));
  });
  return { file: target, address, ...found, seconds: (performance.now() - startedMs) / 1000 };
}

type Found = Pick<DownloadReport, 'bytes' | 'resumedBytes' | 'alreadyThere' | 'rows'>;

/** Null when nothing is there. What a person put there is never written over. */
async function checkExisting(target: string, job: DownloadJob): Promise<Found | null> {
  const facts = await stat(target).catch(() => null);
  if (facts === null) return null;
  try {
    if (!facts.isFile()) fail('file-in-the-way', 'it is no file');
    const rows = await checkMtflArchive(target, job);
    return { bytes: facts.size, resumedBytes: facts.size, alreadyThere: true, rows };
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    return fail(
      'file-in-the-way',
      `${target} is there already and is no sound MTFL (${thrown.message.replace(/\.$/, '')}). ` +
        'Move it away, or choose another folder.',
    );
  }
}

async function download(
  target: string,
  wish: { readonly address: string; readonly timeoutMs: number; readonly timing: Timing },
  job: DownloadJob,
): Promise<Found> {
  const part = await PartFile.open(target).catch((thrown: unknown) => failWriting(thrown, target));
  try {
    await fetchWhole(part, { ...wish, otherwise: byHand(wish.address), phase: 'downloading MTFL (MB)' }, job);
    const rows = await checkDelivered(part, target, wish.address, job);
    await part.moveTo(target);
    return { bytes: part.bytes, resumedBytes: part.resumedBytes, alreadyThere: false, rows };
  } catch (thrown) {
    return failWriting(thrown, part.file);
  } finally {
    await part.close();
    if (part.isLeft) job.note(whatIsKept(part, wish.address));
  }
}

/**
 * A delivery that is whole and wrong is put aside: going on with it would only end here again, and whoever can use
 * it may have waited for it for an hour.
 */
async function checkDelivered(
  part: PartFile,
  target: string,
  address: string,
  job: DownloadJob,
): Promise<Found['rows']> {
  try {
    return await checkMtflArchive(part.file, job);
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown;
    const aside = target.replace(/\.zip$/, '.refused.zip');
    await part.moveTo(aside);
    return fail(
      thrown.code,
      `What ${address} delivered was refused and put aside: ${thrown.message.replaceAll(part.file, aside)} ` +
        `The next download starts from the beginning. ${byHand(address)}`,
      { ...thrown.details, file: aside },
    );
  }
}

function whatIsKept(part: PartFile, address: string): string {
  const words = `${megabytes(part.bytes)} are kept in ${part.file}`;
  const goesOn = part.isComplete(address) || part.resumption(address) !== null;
  return goesOn
    ? `${words}; the next download goes on from there.`
    : `${words}, but this server gives nothing to go on with: the next download starts from the beginning.`;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    failWriting(thrown, folder);
  }
}

/** One lock a folder, by whatever path it is reached. */
async function lockFile(locksFolder: string, folder: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16);
  return join(locksFolder, `download-${name}`);
}

function waiting(job: DownloadJob, folder: string) {
  let said = false;
  return {
    signal: job.signal,
    onWait: (ownerPid: number | null): void => {
      if (!said) job.note(`Process ${ownerPid ?? '?'} is downloading to ${folder} already; waiting for it.`);
      said = true;
    },
  };
}
