import type { FileHandle } from 'node:fs/promises';
import { fail } from '@shared/result';
import { readHeader, recordIn, type ResultsHeader } from './resultRecord';
import { ResultsIndex } from './resultsIndex';
import { wholeLines } from './wholeLines';

export interface ScannedLog {
  readonly header: ResultsHeader;
  readonly index: ResultsIndex;
  /** As long as the file was before it was read: what comes to it meanwhile is another's. */
  readonly sizeBytes: number;
}

/** Of a log's first line, behind the checksum's eight digits. */
const opening = ' {"format":"facet-results"';
const checksumLength = 8;

/**
 * Reads all of a log and changes nothing. A line that is damaged is passed over: those behind it are whole. Null for a
 * log without a whole beginning, in which nothing can stand. Fails with `results-unreadable` for a file that is no log.
 */
export async function scanLog(handle: FileHandle, file: string): Promise<ScannedLog | null> {
  const { size: sizeBytes } = await handle.stat();
  if (!(await beginsAsLog(handle))) return failUnreadable(file);
  let header: ResultsHeader | null = null;
  const index = new ResultsIndex();
  for await (const { text, offset, length } of wholeLines(handle)) {
    const record = recordIn(text);
    if (header === null) {
      header = readHeader(record) ?? failUnreadable(file);
      index.end = offset + length;
    } else if (record === null) index.addDamaged();
    else index.addRecord(record, offset, length);
  }
  // Somebody was killed while writing: what was begun there is not finished.
  if (index.end < sizeBytes) index.isFinished = false;
  return header && { header, index, sizeBytes };
}

/** Whether a file's first bytes, or all that it has, are how a log begins. */
export async function beginsAsLog(handle: FileHandle): Promise<boolean> {
  const length = checksumLength + opening.length;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
  const text = buffer.toString('latin1', 0, bytesRead);
  return /^[0-9a-f]*$/.test(text.slice(0, checksumLength)) && opening.startsWith(text.slice(checksumLength));
}

function failUnreadable(file: string): never {
  return fail(
    'results-unreadable',
    `${file} is no log of predictions that this version of Facet can read. Choose another folder, or predict ` +
      'anew into this one (--restart), which replaces it.',
  );
}
