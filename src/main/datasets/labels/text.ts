import { open } from 'node:fs/promises';
import { ExpectedError, fail } from '@shared/result';
import { isLostName, renameIt } from '../../runtime/lostName';

/** A string can hold no more, and no label file has as much. */
const mostBytes = 500 * 1024 ** 2;

/**
 * The text of a label file: UTF-8 (with or without a byte order mark), UTF-16 with one, else Windows' Latin letters.
 * Fails with `dataset-unreadable`, `label-file-too-large`, and `encoding` for what is no text.
 */
export async function readLabelText(file: string): Promise<string> {
  return decodeLabelText(await readBytes(file), file);
}

/** The same of bytes that were read already. */
export function decodeLabelText(bytes: Uint8Array, file: string): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  const content = first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
  if (content.includes(0)) {
    fail('encoding', `${file} is no text, or UTF-16 without a byte order mark. Save it as UTF-8.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return new TextDecoder('windows-1252').decode(content);
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) {
        fail(
          'label-file-too-large',
          `${file} has ${Math.ceil(size / 1e6).toLocaleString('en')} MB, and at most ${Math.floor(mostBytes / 1e6)} are read. Split it.`,
        );
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (thrown instanceof ExpectedError) throw thrown;
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    const reason = isLostName(file) ? renameIt : said;
    throw new ExpectedError(
      {
        code: 'dataset-unreadable',
        message: `The label file ${file} cannot be read (${reason}). Check that it is a file that you may read.`,
      },
      { cause: thrown },
    );
  }
}
