import { failureOf, type Result } from '@shared/result';
import { decodeImage, type RgbxImage } from './decode';
import { cropDecoded } from './decodedCrop';
import { regionOf, type CropOrigin, type Framing } from './framing';
import { readImageFileNow } from './imageFile';
import { readPlainJpegHeader } from './jpeg/header';
import { hashOfBytes } from './photoLook';
import { cropPlainJpeg } from './plainJpegCrop';
import { bytesOfCrop, type CropSpecification, type ImageSize, type Region } from './region';

export interface CropRequest {
  readonly file: string;
  readonly framing: Framing;
  /** Whether to hash the file's bytes as well, which are read anyway. */
  readonly hashed?: boolean;
  /** The photo as it was decoded before, where that will do: the file is not read again. */
  readonly decoded?: RgbxImage;
}

export interface CropBatch {
  /** RGB bytes, zeros where the crop failed. Shape [requests, sidePx, sidePx, 3]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** One a request, in their order. */
  readonly origins: readonly Result<CropOrigin>[];
}

/**
 * Reads crops one after the other, for the better part without letting go of the thread; a photo that cannot be
 * read is a value among the others, never fatal. A file is read once for requests of it that follow each other.
 */
export async function readCrops(
  requests: readonly CropRequest[],
  specification: CropSpecification,
): Promise<CropBatch> {
  const cropBytes = bytesOfCrop(specification);
  const pixels = new Uint8Array(requests.length * cropBytes);
  const origins: Result<CropOrigin>[] = [];
  for (const ofOneFile of byFile(requests)) {
    const photo = new PhotoFile(ofOneFile, specification);
    for (const request of ofOneFile) {
      const target = new Uint8ClampedArray(pixels.buffer, origins.length * cropBytes, cropBytes);
      try {
        origins.push({ ok: await photo.crop(request, target) });
      } catch (thrown) {
        origins.push({ error: failureOf(thrown) });
      }
    }
  }
  return { pixels, origins };
}

/** Neighbours of the same file. */
export function byFile<Request extends Pick<CropRequest, 'file'>>(requests: readonly Request[]): Request[][] {
  const groups: Request[][] = [];
  for (const request of requests) {
    const group = groups.at(-1);
    if (group?.[0]?.file === request.file) group.push(request);
    else groups.push([request]);
  }
  return groups;
}

/** From so many faces of a photo on, decoding all of it takes less time than the blocks of each face. */
const facesOfWholePhoto = 3;
/** Larger photos would take too much memory, on every thread at once. */
const mostPixelsForFaces = 32_000_000;

/** One photo, which is read and decoded at most once for all crops of it. */
class PhotoFile {
  private bytes: Buffer | null = null;
  private whole: Promise<RgbxImage> | null = null;
  private readonly fromFile: readonly CropRequest[];

  constructor(
    requests: readonly CropRequest[],
    private readonly specification: CropSpecification,
  ) {
    this.fromFile = requests.filter(({ decoded }) => !decoded);
  }

  async crop(
    { file, framing, hashed, decoded }: CropRequest,
    target: Uint8ClampedArray,
  ): Promise<CropOrigin> {
    if (decoded) return cropDecoded(decoded, framing, this.specification, target);
    const bytes = (this.bytes ??= readImageFileNow(file));
    const plain = this.decodesWhole(bytes) ? null : cropPlainJpeg(bytes, framing, this.specification, target);
    this.whole ??= plain ? null : decodeImage(bytes, (size) => this.reductionFor(size));
    const origin = plain ?? cropDecoded(await this.whole!, framing, this.specification, target);
    return hashed ? { ...origin, contentHash: hashOfBytes(bytes) } : origin;
  }

  private decodesWhole(bytes: Uint8Array): boolean {
    if (this.fromFile.length < facesOfWholePhoto) return false;
    const header = readPlainJpegHeader(bytes);
    return header !== null && header.widthPx * header.heightPx <= mostPixelsForFaces;
  }

  /** What is fine enough for the finest crop of it. */
  private reductionFor(size: ImageSize): number {
    const reductions = this.fromFile.map(({ framing }) =>
      reductionFor(regionOf(framing, size), this.specification),
    );
    return Math.min(...reductions);
  }
}

/** At least two pixels are left for each of an anti-aliased crop's, for its filter to average. */
function reductionFor({ width, height }: Region, { mode, sizePx }: CropSpecification): number {
  if (mode === 'image') return 1;
  const pixelsAPixel = Math.min(width, height) / sizePx;
  return [8, 4, 2].find((reduction) => pixelsAPixel >= 2 * reduction) ?? 1;
}
