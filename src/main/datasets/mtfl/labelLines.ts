import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { ExpectedError, fail } from '@shared/result';

export interface LabelLine {
  /** 1-based, counting empty lines too. */
  readonly number: number;
  /** Of a line that is too long only the beginning. */
  readonly text: string;
  /** False when the bytes are no UTF-8: then every byte was read as one Latin-1 character. */
  readonly isUtf8: boolean;
  readonly isTooLong: boolean;
}

/** A row has about 160 bytes. What is longer is no row, and is not kept. */
export const maximumLineBytes = 16 * 1024;

/**
 * The lines of a label file that hold anything, streamed. Plain ASCII, UTF-8 (with or without a byte order mark)
 * and Latin-1 are read. Fails with `encoding` for UTF-16, UTF-32 and files that are no text, and with
 * `dataset-unreadable`.
 */
export async function* readLabelLines(file: string): AsyncGenerator<LabelLine> {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  for await (const line of splitLines(file)) {
    number += 1;
    if (isBlank(line)) continue;
    const isTooLong = line.length > maximumLineBytes;
    try {
      yield { number, text: strict.decode(line), isUtf8: true, isTooLong };
    } catch (thrown) {
      if (!(thrown instanceof TypeError)) throw thrown;
      yield { number, text: line.toString('latin1'), isUtf8: false, isTooLong };
    }
  }
}

/** How many lines hold anything, for the progress of reading them. Fails as reading them does. */
export async function countLabelLines(file: string): Promise<number> {
  let count = 0;
  for await (const line of splitLines(file)) if (!isBlank(line)) count += 1;
  return count;
}

async function* splitLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer | null = null;
  for await (const whole of readChunks(file)) {
    const chunk: Buffer = rest === null ? withoutMark(checkedText(whole, file)) : whole;
    rest ??= Buffer.alloc(0);
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      yield joined(rest, chunk.subarray(start, end));
      rest = Buffer.alloc(0);
      start = end + 1;
    }
    rest = joined(rest, chunk.subarray(start));
  }
  if (rest !== null && rest.length > 0) yield rest;
}

async function* readChunks(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) yield chunk;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ExpectedError(
      {
        code: 'dataset-unreadable',
        message: `The label file ${file} cannot be read (${reason}). Check that it is a file that you may read.`,
      },
      { cause: thrown },
    );
  }
}

/** One byte more than a line may have shows that it had too many. */
function joined(first: Buffer, second: Buffer): Buffer {
  const line = first.length === 0 ? second : Buffer.concat([first, second]);
  return line.length > maximumLineBytes ? line.subarray(0, maximumLineBytes + 1) : line;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte <= 0x20 && byte !== 0);
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk.toString('latin1', 0, 3) === '\xef\xbb\xbf' ? chunk.subarray(3) : chunk;
}

/** How much of a file is looked at to see whether it is text. */
const judgedBytes = 8 * 1024;
/** A damaged row is a row's problem; half of UTF-16’s bytes and a tenth of random ones are control characters. */
const controlShareOfText = 0.03;

/** Fails with `encoding` when the file's beginning is none of ASCII, UTF-8 and Latin-1. */
function checkedText(chunk: Buffer, file: string): Buffer {
  const mark = chunk.toString('latin1', 0, 2);
  const beginning = chunk.subarray(0, judgedBytes);
  const controls = beginning.reduce((sum, byte) => sum + (isControl(byte) ? 1 : 0), 0);
  if (mark === '\xff\xfe' || mark === '\xfe\xff' || controls > beginning.length * controlShareOfText) {
    fail(
      'encoding',
      `${basename(file)} is not plain text as MTFL’s label files are, but UTF-16, UTF-32 or binary (${file}). Save it as UTF-8.`,
    );
  }
  return chunk;
}

/** But tab, line feed, vertical tab, form feed and carriage return. */
function isControl(byte: number): boolean {
  return byte < 0x20 && (byte < 0x09 || byte > 0x0d);
}
