import { createWriteStream } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { ExpectedError, fail } from '@shared/result';
import { hasImageExtension } from '../../images/imageFile';
import { safeRelativePath } from '../relativePath';
import { type ArchiveLimits, checkSizes } from './limits';

/** A file of an archive that an importer may want. */
export interface ArchiveFile {
  /** Relative, with forward slashes; proven not to lead out of the folder it is unpacked to. */
  readonly path: string;
  readonly bytes: number;
  readonly entry: Entry;
}

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
   * Fails with `archive-cut-off`, `not-a-zip`, `archive-broken`, `archive-unsafe` (a path out of the folder, a
   * link, two entries for one file) or `archive-too-large`.
   */
  static async open(file: string, limits: ArchiveLimits): Promise<Archive> {
    const handle = await open(file);
    try {
      const zip = await openZip(file, handle);
      const entries: Entry[] = [];
      try {
        for await (const entry of zip.eachEntry()) {
          entries.push(entry);
          if (entries.length > limits.entries) break;
        }
      } catch (thrown) {
        failBroken(file, thrown);
      }
      checkSizes(file, zip.fileSize, entries, limits);
      return new Archive(file, filesOf(file, entries), zip, handle);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  /** Writes a file of the archive to `target`, checked against its size and checksum. Fails with `archive-broken`. */
  async unpack({ path, bytes, entry }: ArchiveFile, target: string): Promise<void> {
    try {
      if (bytes > wholeFileBytes) return await this.stream(entry, () => createWriteStream(target));
      await writeFile(target, await this.readWhole(entry));
    } catch (thrown) {
      failBroken(this.file, thrown, path);
    }
  }

  /** Reads a file of the archive to see that its size and checksum are right. Fails with `archive-broken`. */
  async check({ path, bytes, entry }: ArchiveFile): Promise<void> {
    try {
      if (bytes > wholeFileBytes) await this.stream(entry, openNowhere);
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

  async close(): Promise<void> {
    await this.handle.close();
  }

  /** Two reads a file, where a stream takes ten times as long for the small files that faces are. */
  private async readWhole(entry: Entry): Promise<Buffer> {
    if (!entry.canDecodeFileData()) throw new Error('it is encrypted or packed in an unknown way');
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = Buffer.allocUnsafe(entry.compressedSize);
    const { bytesRead } = await this.handle.read(packed, 0, packed.length, fileDataStart);
    if (bytesRead < packed.length) throw new Error('the archive ends inside of it');
    const unpacked =
      entry.compressionMethod === storedMethod
        ? packed
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
    checkContent(entry, unpacked.length, crc32(unpacked));
    return unpacked;
  }

  private async stream(entry: Entry, openTarget: () => Writable): Promise<void> {
    let bytes = 0;
    let checksum = 0;
    const measure = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
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

function openNowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function checkContent(entry: Entry, bytes: number, checksum: number): void {
  if (bytes !== entry.uncompressedSize) throw new Error('its size is not what the archive says');
  if (checksum !== entry.crc32) throw new Error('its checksum is wrong');
}

async function openZip(file: string, handle: FileHandle): Promise<ZipFile> {
  try {
    // Names are decoded and judged here, so that every refusal says which name and why.
    return await fromFdPromise(handle.fd, { autoClose: false, decodeStrings: false });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const { buffer: head, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    const beginsAsZip = bytesRead === 2 && head.toString('latin1') === 'PK';
    if (!beginsAsZip) fail('not-a-zip', `${file} is neither a folder nor a zip file (${reason})`);
    return fail(
      'archive-cut-off',
      `${file} begins as a zip file and has no table of contents at its end: it is cut off. Download or copy it again.`,
    );
  }
}

/** File type bits of Unix modes, which an entry keeps in the upper half of its attributes. */
const typeMask = 0o170000;
const regularFile = 0o100000;
const directory = 0o040000;

function filesOf(file: string, entries: readonly Entry[]): ArchiveFile[] {
  const files = new Map<string, ArchiveFile>();
  const refuse = (reason: string): never =>
    fail('archive-unsafe', `${file} was not unpacked: ${reason}. Nothing was written.`);
  for (const entry of entries) {
    const name = getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    );
    const path = safeRelativePath(name);
    if (path === null) return refuse(`“${name}” leads out of the folder it would be unpacked to`);
    const type = (entry.externalFileAttributes >>> 16) & typeMask;
    if (type !== 0 && type !== regularFile && type !== directory) {
      return refuse(`“${name}” is a link or a device, not a file`);
    }
    if (name.endsWith('/') || !(hasImageExtension(path) || path.toLowerCase().endsWith('.txt'))) continue;
    // Many disks take names that differ in case or in Unicode's composition for the same file.
    const key = path.normalize('NFC').toLowerCase();
    const other = files.get(key);
    if (other) return refuse(`“${other.path}” and “${path}” would be the same file`);
    files.set(key, { path, bytes: entry.uncompressedSize, entry });
  }
  for (const [key, { path }] of files) {
    const steps = key.split('/');
    const parent = steps
      .map((_, depth) => steps.slice(0, depth).join('/'))
      .find((folder) => files.has(folder));
    if (parent !== undefined) return refuse(`“${path}” lies in “${parent}”, which is a file`);
  }
  return [...files.values()];
}

/** What the disk says while writing is no fault of the archive, and is thrown as it is. */
function failBroken(file: string, thrown: unknown, path?: string): never {
  if (thrown instanceof ExpectedError || isSystemError(thrown)) throw thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const where = path === undefined ? file : `“${path}” in ${file}`;
  return fail('archive-broken', `${where} cannot be read (${reason}). Download or copy the file again.`);
}

function isSystemError(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown;
}
