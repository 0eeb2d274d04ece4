import { createReadStream } from 'node:fs';
import { fail } from '@shared/result';

export interface LabelLine {
  /** 1-based, counting empty lines too. */
  readonly number: number;
  readonly text: string;
  /** False when the bytes are no UTF-8: then every byte was read as one Latin-1 character. */
  readonly isUtf8: boolean;
}

/** A row has about 160 bytes. What is longer is no row: its beginning says so, and the rest is not kept. */
const maximumLineBytes = 16 * 1024;

/**
 * The lines of a label file that hold anything, streamed. Plain ASCII, UTF-8 (with or without a byte order mark)
 * and Latin-1 are read. Fails with `encoding` for UTF-16, UTF-32 and files that are no text.
 */
export async function* readLabelLines(file: string): AsyncGenerator<LabelLine> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  for await (const line of splitLines(file)) {
    number += 1;
    if (number === 1) checkEncoding(line, file);
    if (isBlank(line)) continue;
    try {
      // A byte order mark at the beginning is left out by the decoder.
      yield { number, text: strict.decode(line), isUtf8: true };
    } catch {
      yield { number, text: line.toString('latin1'), isUtf8: false };
    }
  }
}

/** How many lines hold anything, for the progress of reading them. */
export async function countLabelLines(file: string): Promise<number> {
  let count = 0;
  for await (const line of splitLines(file)) if (!isBlank(line)) count += 1;
  return count;
}

async function* splitLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      yield joined(rest, chunk.subarray(start, end));
      rest = Buffer.alloc(0);
      start = end + 1;
    }
    rest = joined(rest, chunk.subarray(start));
  }
  if (rest.length > 0) yield rest;
}

function joined(first: Buffer, second: Buffer): Buffer {
  const line = first.length === 0 ? second : Buffer.concat([first, second]);
  return line.length > maximumLineBytes ? line.subarray(0, maximumLineBytes) : line;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte <= 0x20 && byte !== 0);
}

/** UTF-16 and UTF-32 begin with a mark or hold a zero byte in any ASCII character. */
function checkEncoding(firstLine: Buffer, file: string): void {
  const mark = firstLine.subarray(0, 2).toString('latin1');
  if (mark === '\xff\xfe' || mark === '\xfe\xff' || firstLine.includes(0)) {
    fail(
      'encoding',
      `${file} is not plain text as MTFL’s label files are, but UTF-16, UTF-32 or binary. Save it as UTF-8.`,
    );
  }
}
