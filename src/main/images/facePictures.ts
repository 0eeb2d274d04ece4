import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { imageSizesPx, imageVersion, thumbnailSizesPx } from '@shared/contract/library';
import { fail, failureOf, type Result } from '@shared/result';
import type { CropReader } from './cropReader';
import { versionOf, type PicturedFace } from './facePicture';
import { readImageFile } from './imageFile';
import { NewestFirst } from './newestFirst';
import { PictureCache } from './pictureCache';

/** A face, where its image is, and where its pictures are kept. */
export interface PictureSource {
  readonly face: PicturedFace;
  readonly imageFile: string;
  readonly cacheFolder: string;
}

export interface Picture {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  /** What the picture shows: an address with another version must not be cached. */
  readonly version: string;
}

/** About 100,000 thumbnails of 160 px and the images of the faces that were looked at. */
const maximumCacheBytes = 1024 ** 3;
/** Decoders and encoders have a core each; one more picture is read from the disk meanwhile. */
const cores = Math.min(availableParallelism(), 4);

type Drawing = (source: PictureSource) => Promise<Uint8Array>;

/**
 * Pictures of faces, of the project by their ids and of others by whatever names them, made when they are asked for
 * and kept on disk by what they are made of. What is wrong with an image (`image-missing`, `image-broken`,
 * `image-too-large`, `image-unsupported`) or box (`region-invalid`), `face-unknown`, `no-project`, `picture-size` and
 * `cancelled` are values.
 */
export class FacePictures<Subject = number> {
  private readonly making = new NewestFirst<Picture>(cores + 1);
  private reader: CropReader | null = null;
  private cache: PictureCache | null = null;
  private readonly closed = new AbortController();

  constructor(
    private readonly sourceOf: (subject: Subject) => PictureSource,
    private readonly maximumBytes = maximumCacheBytes,
  ) {}

  /**
   * The square around the face as the network sees it, and a little more, as a WebP of `sizePx`²; `sizePx` one of
   * `thumbnailSizesPx`. An abort says that nobody waits for it any more.
   */
  thumbnail(subject: Subject, sizePx: number, signal?: AbortSignal): Promise<Result<Picture>> {
    const wanted = { kind: 'thumbnail', sizePx, sizes: thumbnailSizesPx };
    return this.answer(subject, wanted, signal, async ({ face, imageFile }) => {
      const { drawThumbnail } = await import('./drawPicture');
      return drawThumbnail(face, imageFile, sizePx, await this.startedReader());
    });
  }

  /** The whole upright image, no side over `sizePx` (one of `imageSizesPx`), never enlarged. */
  image(subject: Subject, sizePx: number, signal?: AbortSignal): Promise<Result<Picture>> {
    const wanted = { kind: 'image', sizePx, sizes: imageSizesPx };
    return this.answer(subject, wanted, signal, async ({ imageFile }) => {
      const { drawImage } = await import('./drawPicture');
      return drawImage(imageFile, sizePx);
    });
  }

  /** What is asked for from now on is `cancelled`. */
  async close(): Promise<void> {
    this.closed.abort();
    await this.reader?.close();
    await this.making.settled();
    await this.cache?.settled();
  }

  private async answer(
    subject: Subject,
    wanted: { readonly kind: string; readonly sizePx: number; readonly sizes: readonly number[] },
    signal: AbortSignal | undefined,
    draw: Drawing,
  ): Promise<Result<Picture>> {
    const ending = AbortSignal.any(signal ? [this.closed.signal, signal] : [this.closed.signal]);
    try {
      const { kind, sizePx, sizes } = wanted;
      if (!sizes.includes(sizePx)) {
        fail('picture-size', `A face’s ${kind} comes in ${sizes.join(', ')} pixels, not in ${sizePx}.`);
      }
      const source = this.sourceOf(subject);
      const cache = this.cacheIn(source.cacheFolder);
      const key = keyOf(source, kind, sizePx);
      const bytes = await cache.get(key);
      if (bytes) return { ok: { bytes, version: versionOf(source.face) } };
      return { ok: await this.making.wish(key, () => made(source, draw, cache, key), ending) };
    } catch (thrown) {
      if (!ending.aborted) return { error: failureOf(thrown) };
      return { error: { code: 'cancelled', message: 'The picture is not waited for any more.' } };
    }
  }

  /** Started by the first picture: whoever only asks for labels needs no decoder. */
  private async startedReader(): Promise<CropReader> {
    const { startCropReader } = await import('./cropReader');
    this.closed.signal.throwIfAborted();
    this.reader ??= startCropReader(cores);
    return this.reader;
  }

  private cacheIn(folder: string): PictureCache {
    if (this.cache?.folder !== folder) this.cache = new PictureCache(folder, this.maximumBytes);
    return this.cache;
  }
}

/**
 * Draws a picture and keeps it, unless the file is no longer the one that was imported: kept by the old content's
 * hash, the new picture would stay when the old file has come back.
 */
async function made(
  source: PictureSource,
  draw: Drawing,
  cache: PictureCache,
  key: string,
): Promise<Picture> {
  const bytes = await draw(source);
  const { face, imageFile } = source;
  // On a thread of its own: a photo of many megabytes takes longer than a frame.
  const digest = await crypto.subtle.digest('SHA-256', await readImageFile(imageFile));
  const contentHash = Buffer.from(digest).toString('hex');
  if (contentHash === face.contentHash) await cache.put(key, bytes);
  return { bytes, version: versionOf({ ...face, contentHash }) };
}

/** Equal for pictures of the same bytes. */
function keyOf({ face }: PictureSource, kind: string, sizePx: number): string {
  const version = versionOf(face);
  return createHash('sha256')
    .update(JSON.stringify([kind, sizePx, kind === 'image' ? imageVersion(version) : version]))
    .digest('hex')
    .slice(0, 32);
}
