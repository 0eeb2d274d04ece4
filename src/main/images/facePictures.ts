import sharp from 'sharp';
import { failureOf, type Result } from '@shared/result';
import { startCropReader, type CropReader } from './cropReader';
import { convertImage } from './decode';
import { thumbnailRegion, versionOf, type PicturedFace } from './facePicture';
import { readImageFile } from './imageFile';

/** A face and where its image is. */
export interface PictureSource {
  readonly face: PicturedFace;
  readonly imageFile: string;
  readonly cacheFolder: string;
}

export interface Picture {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  /** The version that the picture shows; another than the one asked for is not to be kept for ever. */
  readonly version: string;
}

/**
 * Pictures of faces, made when they are asked for. What is wrong with an image (`image-missing`, `image-broken`,
 * `image-too-large`, `image-unsupported`), `face-unknown` and `no-project` are values.
 */
export class FacePictures {
  private reader: CropReader | null = null;

  constructor(private readonly sourceOf: (faceId: number) => PictureSource) {}

  /** The square around the face as a WebP of `sizePx`². An abort says that nobody waits for it any more. */
  async thumbnail(faceId: number, sizePx: number, _signal?: AbortSignal): Promise<Result<Picture>> {
    return this.answer(faceId, async ({ face, imageFile }) => {
      this.reader ??= startCropReader();
      const request = {
        file: imageFile,
        framing: { kind: 'region', region: thumbnailRegion(face) },
      } as const;
      const { pixels, origins } = await this.reader.read([request], { mode: 'face', sizePx, marginPx: 0 });
      const [origin] = origins;
      if (origin && 'error' in origin) return origin;
      const raw = { width: sizePx, height: sizePx, channels: 3 } as const;
      return { ok: await sharp(pixels, { raw }).webp({ quality: 80, effort: 2 }).toBuffer() };
    });
  }

  /** The whole upright image, no side over `sizePx`, never enlarged. */
  async image(faceId: number, sizePx: number, _signal?: AbortSignal): Promise<Result<Picture>> {
    return this.answer(faceId, async ({ imageFile }) => ({
      ok: await convertImage(await readImageFile(imageFile), (image) =>
        image
          .resize(sizePx, sizePx, { fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 90, effort: 2 }),
      ),
    }));
  }

  async close(): Promise<void> {
    await this.reader?.close();
    this.reader = null;
  }

  private async answer(
    faceId: number,
    make: (source: PictureSource) => Promise<Result<Uint8Array>>,
  ): Promise<Result<Picture>> {
    try {
      const source = this.sourceOf(faceId);
      const made = await make(source);
      return 'error' in made ? made : { ok: { bytes: made.ok, version: versionOf(source.face) } };
    } catch (thrown) {
      return { error: failureOf(thrown) };
    }
  }
}
