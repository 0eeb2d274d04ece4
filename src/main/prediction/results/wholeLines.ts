import type { FileHandle } from 'node:fs/promises';

const pieceBytes = 1 << 20;
const newLine = 0x0a;

export interface WholeLine {
  /** Without its end. */
  readonly text: string;
  readonly offset: number;
  /** In bytes, with its end. */
  readonly length: number;
}

/** The lines of a file that have an end, a piece of it in memory at a time; a longer line than that grows it. */
export async function* wholeLines(handle: FileHandle): AsyncGenerator<WholeLine> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for (;;) {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(pieceBytes),
      0,
      pieceBytes,
      offset + rest.length,
    );
    if (bytesRead === 0) return;
    const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = bytes.indexOf(newLine); end >= 0; end = bytes.indexOf(newLine, start)) {
      const length = end + 1 - start;
      yield { text: bytes.toString('utf8', start, end), offset: offset + start, length };
      start = end + 1;
    }
    offset += start;
    rest = bytes.subarray(start);
  }
}
