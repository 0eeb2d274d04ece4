import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { photoEndings } from '@shared/domain/photoEndings';
import { ExpectedError, fail } from '@shared/result';
import { isLostName, renameIt } from '../runtime/lostName';

export type ImageFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'avif';

const extensions = new Set(photoEndings);

export function hasImageExtension(file: string): boolean {
  return extensions.has(extname(file).toLowerCase());
}

/** No photo is larger; what is would only fill the memory. */
const maximumFileBytes = 512 * 1024 * 1024;

/** A named pipe among the photos must not hang the job. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK;

/** A whole image file's bytes. Fails with image-missing or image-too-large. */
export async function readImageFile(file: string): Promise<Buffer<ArrayBuffer>> {
  try {
    const handle = await open(file, readFlags);
    try {
      checkStats(file, await handle.stat());
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw readingError(file, thrown);
  }
}

/** The same without letting go of the thread: for a thread whose only work it is, several times as fast. */
export function readImageFileNow(file: string): Buffer {
  try {
    const descriptor = openSync(file, readFlags);
    try {
      checkStats(file, fstatSync(descriptor));
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    throw readingError(file, thrown);
  }
}

function checkStats(file: string, stats: Stats): void {
  if (!stats.isFile()) fail('image-missing', `${file} is not a file.`);
  if (stats.size > maximumFileBytes) {
    fail('image-too-large', `${file} has ${stats.size} bytes; at most ${maximumFileBytes} are read.`);
  }
}

function readingError(file: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const missing = (message: string): ExpectedError =>
    new ExpectedError({ code: 'image-missing', message }, { cause: thrown });
  if (code === 'ENOENT' && isLostName(file)) return missing(`${file} cannot be read: ${renameIt}.`);
  if (code === 'ENOENT' || code === 'ENOTDIR') return missing(`There is no file ${file}.`);
  if (code === 'EISDIR') return missing(`${file} is a folder, not an image.`);
  if (unreadable.has(String(code))) return missing(`${file} cannot be read (${String(code)}).`);
  return thrown;
}

/** What is wrong with one file, and no reason to give up the others: no right, a circle of links, a bad sector… */
const unreadable = new Set(['EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG', 'ENXIO', 'EINVAL', 'EIO']);

/** Why bytes of no known format are not read. */
export function notRead(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'It is empty.';
  const kind = brandsOf(bytes).some((brand) => heicBrands.has(brand))
    ? 'HEIC'
    : beginningOf(bytes, 2) === 'BM'
      ? 'BMP'
      : null;
  return kind === null
    ? 'It is no JPEG, PNG, WebP, TIFF, GIF or AVIF image.'
    : `It is a ${kind} image, which is not read here: save it as JPEG or PNG.`;
}

/**
 * The format by a file's first bytes, whatever its name says; null for everything else. Formats that describe
 * drawings or documents (SVG, PDF) are no photos, and are not handed to a decoder.
 */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  const head = beginningOf(bytes, 16);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  return isAvif(brandsOf(bytes)) ? 'avif' : null;
}

const avifBrands = new Set(['avif', 'avis']);
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
/** Brands of any picture in this container: which kind it is, the compatible brands say. */
const anyKind = new Set(['mif1', 'msf1', 'miaf']);
/** So many of its first bytes say of what format a file is. A file names a handful of brands: more are not looked at. */
export const formatBytes = 256;

function isAvif([major = '', ...compatible]: readonly string[]): boolean {
  return avifBrands.has(major) || (anyKind.has(major) && compatible.some((brand) => avifBrands.has(brand)));
}

/** The major brand, then the compatible ones, of a file that begins with an `ftyp` box (ISO 14496-12, 4.3); else none. */
function brandsOf(bytes: Uint8Array): string[] {
  const head = beginningOf(bytes, formatBytes);
  if (head.slice(4, 8) !== 'ftyp') return [];
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  // Between the two stands the minor version, which is no brand.
  const named = head.slice(8, 12) + head.slice(16, length);
  return named.match(/[^]{4}/g) ?? [];
}

function beginningOf(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, length)).toString('latin1');
}
