import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { type Options, ZipFile } from 'yazl';
import type { Content } from './mtfl';

/** A zip as programs make them. */
export async function writeZip(
  file: string,
  content: Content,
  options: Partial<Options> & { readonly forceZip64Format?: boolean } = {},
): Promise<void> {
  const zip = new ZipFile();
  for (const [path, bytes] of Object.entries(content)) zip.addBuffer(Buffer.from(bytes), path, options);
  zip.end({ forceZip64Format: options.forceZip64Format ?? false, comment: '' });
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** An entry of a zip that no program would make: whatever is given takes the place of the truth. */
export interface HostileEntry {
  /** Written byte by byte as UTF-8. */
  readonly name: string;
  readonly data?: Buffer | string;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly checksum?: number;
  readonly flags?: number;
  /** Unix type and rights, as `0o120777` for a link. */
  readonly mode?: number;
  readonly extra?: Buffer;
  /** Has this entry share the data of the one at this index. */
  readonly sharesDataOf?: number;
}

/** A zip laid out by hand (PKWARE's APPNOTE 4.3), so that it can lie. */
export function hostileZip(entries: readonly HostileEntry[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  const headers: Buffer[] = [];
  let length = 0;
  for (const entry of entries) {
    const { method = 8, flags = 0x800, mode = 0, extra = Buffer.alloc(0), sharesDataOf } = entry;
    const data = Buffer.from(entry.data ?? `content of ${entry.name}`);
    const packed = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.checksum ?? crc32(data), 10);
    common.writeUInt32LE(entry.packedBytes ?? packed.length, 14);
    common.writeUInt32LE(entry.bytes ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const offset = sharesDataOf === undefined ? length : offsets[sharesDataOf]!;
    offsets.push(offset);
    if (sharesDataOf === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, extra, packed]);
      parts.push(local);
      length += local.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(mode * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    // Version 3.0 by Unix.
    headers.push(Buffer.concat([Buffer.from('PK\x01\x02\x1e\x03', 'latin1'), common, rest, name, extra]));
  }
  const directory = Buffer.concat(headers);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, directory, end, Buffer.from(comment, 'latin1')]);
}
