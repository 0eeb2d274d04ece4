import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { ExpectedError, fail } from '@shared/result';
import { type ArchiveLimits, checkEntries, checkSizes } from './limits';
import { type ArchiveFile, wantedFiles } from './wantedFiles';

/**
 * A zip whose whole table of contents was read and found harmless, open for reading its files. Nothing is written
 * before that.
 */
export class Archive {
  private constructor(
    readonly file: string,
    /** Label files and images; whatever else the archive holds stays in it. */
    readonly files: readonly ArchiveFile[],
    private readonly zip: ZipFile,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Fails with `archive-unreadable`, `archive-cut-off`, `not-a-zip`, `archive-broken`, `archive-unsafe` (a path
   * out of the folder, a link, two entries for one file) or `archive-too-large`.
   */
  static async open(file: string, limits: ArchiveLimits): Promise<Archive> {
    const handle = await openFile(file);
    try {
      const zip = await openZip(file, handle);
      const entries = await readEntries(file, zip, limits.entries + 1);
      checkEntries(file, entries, limits);
      const files = wantedFiles(file, entries);
      checkSizes(
        file,
        zip.fileSize,
        files.map(({ bytes }) => bytes),
        limits,
      );
      return new Archive(file, files, zip, handle);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  /** Writes a file of the archive to `target`, checked against its size and checksum. Fails with `archive-broken`. */
  async unpack({ path, bytes, entry }: ArchiveFile, target: string): Promise<void> {
    try {
      if (isLarge(bytes, entry)) {
        return await this.stream(entry, () => createWriteStream(target));
      }
      await writeFile(target, await this.readWhole(entry));
    } catch (thrown) {
      failBroken(this.file, thrown, path);
    }
  }

  /** Reads a file of the archive to see that its size and checksum are right. Fails with `archive-broken`. */
  async check({ path, bytes, entry }: ArchiveFile): Promise<void> {
    try {
      if (isLarge(bytes, entry)) await this.stream(entry, openNowhere);
      else await this.readWhole(entry);
    } catch (thrown) {
      failBroken(this.file, thrown, path);
    }
  }

  /** The text of a label file. Fails with `archive-broken`. */
  async readText({ path, entry }: ArchiveFile): Promise<string> {
    try {
      return (await this.readWhole(entry)).toString('utf8');
    } catch (thrown) {
      return failBroken(this.file, thrown, path);
    }
  }

  /** SHA-256 of the archive's own bytes, in hex. */
  async hash(signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    const bytes = this.handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 1024 * 1024 });
    await pipeline(bytes, hash, { signal });
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  /** Two reads a file, where a stream takes ten times as long for the small files that faces are. */
  private async readWhole(entry: Entry): Promise<Buffer> {
    if (!entry.canDecodeFileData()) throw new Error(locked);
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = Buffer.allocUnsafe(entry.compressedSize);
    const { bytesRead } = await this.handle.read(packed, 0, packed.length, fileDataStart);
    if (bytesRead < packed.length) throw new Error('the archive ends inside of it');
    const unpacked =
      entry.compressionMethod === storedMethod ? packed : inflate(packed, entry.uncompressedSize);
    checkContent(entry, unpacked.length, crc32(unpacked));
    return unpacked;
  }

  private async stream(entry: Entry, openTarget: () => Writable): Promise<void> {
    if (!entry.canDecodeFileData()) throw new Error(locked);
    let bytes = 0;
    let checksum = 0;
    const measure = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > entry.uncompressedSize) throw new Error(wrongSize);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    };
    await pipeline(await this.zip.openReadStreamPromise(entry), measure, openTarget());
    checkContent(entry, bytes, checksum);
  }
}

const storedMethod = 0;
/** Larger files are streamed, so that little is in memory at a time. */
const wholeFileBytes = 8 * 1024 ** 2;

function isLarge(bytes: number, { compressedSize }: Entry): boolean {
  return Math.max(bytes, compressedSize) > wholeFileBytes;
}

function openNowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

const wrongSize = 'its size is not what the archive says';
const locked = 'it is encrypted or packed in an unknown way';

function inflate(packed: Buffer, bytes: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (thrown) {
    const isTooMuch = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooMuch ? new Error(wrongSize, { cause: thrown }) : thrown;
  }
}

function checkContent(entry: Entry, bytes: number, checksum: number): void {
  if (bytes !== entry.uncompressedSize) throw new Error(wrongSize);
  if (checksum !== entry.crc32) throw new Error('its checksum is wrong');
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (thrown) {
    return failUnreadable(file, thrown);
  }
}

async function openZip(file: string, handle: FileHandle): Promise<ZipFile> {
  try {
    // Names and sizes are judged here, so that every refusal says which and why.
    return await fromFdPromise(handle.fd, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (thrown) {
    if (isSystemError(thrown)) failUnreadable(file, thrown);
    const { buffer: head, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    const beginsAsZip = bytesRead === 2 && head.toString('latin1') === 'PK';
    const reason = reasonOf(thrown);
    if (!beginsAsZip) {
      fail('not-a-zip', `${file} is neither a folder nor a zip file: it does not begin as one.`);
    }
    if (!reason.startsWith('End of central directory')) failBroken(file, thrown);
    return fail(
      'archive-cut-off',
      `${file} begins as a zip file and has no table of contents at its end: it is cut off. Download or copy it again.`,
    );
  }
}

/** Up to `atMost` entries of the table of contents. */
async function readEntries(file: string, zip: ZipFile, atMost: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length === atMost) break;
    }
  } catch (thrown) {
    failBroken(file, thrown);
  }
  return entries;
}

function failUnreadable(file: string, thrown: unknown): never {
  return fail(
    'archive-unreadable',
    `${file} cannot be read (${reasonOf(thrown)}). Check that it is a file that you may read.`,
  );
}

/** What the disk says while writing is no fault of the archive, and is thrown as it is. */
function failBroken(file: string, thrown: unknown, path?: string): never {
  if (thrown instanceof ExpectedError || isSystemError(thrown)) throw thrown;
  const where = path === undefined ? file : `“${path}” in ${file}`;
  return fail(
    'archive-broken',
    `${where} cannot be read (${reasonOf(thrown)}). Download or copy the file again.`,
  );
}

function isSystemError(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown;
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
