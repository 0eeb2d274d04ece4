import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '@shared/result';
import type { RunningJob } from '../jobs/jobRunner';
import { readAnswer, type Reading } from './answer';
import { ConnectionBroken } from './connectionBroken';
import { checkHead, headBytes } from './fileHead';
import type { PartFile, PartMemory } from './partFile';
import { megabytes, type RemoteFile } from './remoteFile';
import { requestFile } from './request';
import { unlessSilent, type Timing } from './timing';

export type DownloadJob = Pick<RunningJob, 'signal' | 'progress' | 'note'>;

export interface Transfer extends RemoteFile {
  /** What a person is told is being done; the unit is megabytes. */
  readonly phase: string;
  /** How long a server may say nothing. */
  readonly timeoutMs: number;
  readonly timing: Timing;
  /** Told once the server has answered: what breaks after that was a connection. */
  readonly onAnswer: () => void;
}

/**
 * One attempt: asks for what the part lacks and appends what comes. When it returns, the part has everything that
 * the server says the file has; when it throws, the part has what came until then. Fails with what `requestFile`
 * and `checkHead` fail with, and with `disk-full`; throws `ConnectionBroken`, or what fetch throws, for what may
 * pass, and the signal's reason when the job is cancelled.
 */
export async function transferRest(part: PartFile, transfer: Transfer, job: DownloadJob): Promise<void> {
  const { address, timeoutMs, timing } = transfer;
  const giveUp = new AbortController();
  const signal = AbortSignal.any([job.signal, giveUp.signal]);
  const listen = <Heard>(heard: Promise<Heard>): Promise<Heard> => unlessSilent(heard, timeoutMs, timing);
  try {
    let resumption = part.resumption(address);
    let response = await listen(requestFile(transfer, resumption, signal));
    let reading = readAnswer(response.status, response.headers, resumption);
    if (reading.kind === 'unfit' && resumption !== null) {
      await response.body?.cancel();
      resumption = null;
      response = await listen(requestFile(transfer, null, signal));
      reading = readAnswer(response.status, response.headers, null);
    }
    transfer.onAnswer();
    if (reading.kind === 'complete') return await part.complete();
    if (reading.kind === 'unfit' || response.body === null) {
      throw new ConnectionBroken(`the server answered ${response.status} to a request for the whole file`);
    }
    const body = new Body(response.body, listen);
    if (reading.kind === 'whole') await begin(part, reading, transfer, response, body, job);
    await receive(part, body, reading.totalBytes, transfer.phase, job);
  } finally {
    giveUp.abort();
  }
}

/** Looks at the first bytes before the part is touched: a page to sign in on must not take its place. */
async function begin(
  part: PartFile,
  { totalBytes, validator }: Reading & { readonly kind: 'whole' },
  file: RemoteFile,
  response: Response,
  body: Body,
  job: DownloadJob,
): Promise<void> {
  checkHead(await body.peek(headBytes), file, response.headers.get('content-type'));
  const memory = { address: file.address, validator, totalBytes };
  if (part.memory !== null && part.bytes > 0) {
    const reason = whyAnew(part.memory, memory);
    job.note(`Starting over, without the ${megabytes(part.bytes)} that were there: ${reason}.`);
  }
  await part.restart(memory);
}

function whyAnew(before: PartMemory, now: PartMemory): string {
  if (before.address !== now.address) return `they were of ${before.address}`;
  if (before.validator !== now.validator) return 'the file on the server has changed';
  return 'the server does not go on where a download ended';
}

async function receive(
  part: PartFile,
  body: Body,
  totalBytes: number | null,
  phase: string,
  job: DownloadJob,
): Promise<void> {
  if (totalBytes !== null) await checkRoom(part, totalBytes - part.bytes);
  const report = (): void =>
    job.progress({
      phase,
      done: tenthsOfMegabytes(part.bytes),
      total: totalBytes === null ? null : tenthsOfMegabytes(totalBytes),
    });
  report();
  for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
    await part.append(chunk);
    report();
  }
  if (totalBytes !== null && part.bytes !== totalBytes) {
    throw new ConnectionBroken(`${part.bytes} of ${totalBytes} bytes came`);
  }
  await part.complete();
}

async function checkRoom(part: PartFile, neededBytes: number): Promise<void> {
  const folder = dirname(part.file);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= neededBytes) return;
  fail(
    'disk-full',
    `${megabytes(neededBytes)} are still to come, and ${folder} has room for ${megabytes(bavail * bsize)}. ` +
      'Make room, or choose another folder.',
  );
}

function tenthsOfMegabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}

/** An answer's bytes, piece by piece, with a look ahead at the first. */
class Body {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private ahead: Buffer = Buffer.alloc(0);

  constructor(
    stream: ReadableStream<Uint8Array>,
    private readonly listen: <Heard>(heard: Promise<Heard>) => Promise<Heard>,
  ) {
    this.reader = stream.getReader();
  }

  /** The next `count` bytes or more, which `next` will answer again; fewer only when there are no more. */
  async peek(count: number): Promise<Buffer> {
    while (this.ahead.length < count) {
      const { done, value } = await this.listen(this.reader.read());
      if (done) break;
      this.ahead = Buffer.concat([this.ahead, value]);
    }
    return this.ahead;
  }

  /** Null at the end. */
  async next(): Promise<Uint8Array | null> {
    if (this.ahead.length === 0) {
      const { done, value } = await this.listen(this.reader.read());
      return done ? null : value;
    }
    const { ahead } = this;
    this.ahead = Buffer.alloc(0);
    return ahead;
  }
}
