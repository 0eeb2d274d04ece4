import { decodeImage, type RgbxImage } from './decode';
import { cropDecoded } from './decodedCrop';
import { regionOf, type CropOrigin, type Framing } from './framing';
import { readImageFileNow } from './imageFile';
import { readPlainJpegHeader } from './jpeg/header';
import { cropPlainJpeg } from './plainJpegCrop';
import type { CropSpecification, ImageSize, Region } from './region';

export interface WantedCrop {
  readonly framing: Framing;
  readonly specification: CropSpecification;
}

/** From so many faces of a photo on, decoding all of it takes less time than the blocks of each face. */
const facesOfWholePhoto = 3;
/** Larger photos would take too much memory, on every thread at once. */
const mostPixelsForFaces = 32_000_000;

/** One photo, which is read and decoded at most once for all crops of it. */
export class PhotoFile {
  private read: Buffer | null = null;
  private whole: Promise<RgbxImage> | null = null;

  /** @param wanted all crops that will be asked for. */
  constructor(
    private readonly file: string,
    private readonly wanted: readonly WantedCrop[],
  ) {}

  get bytes(): Buffer {
    return (this.read ??= readImageFileNow(this.file));
  }

  /** Fails as reading, decoding and framing do. */
  async crop({ framing, specification }: WantedCrop, target: Uint8ClampedArray): Promise<CropOrigin> {
    const plain = this.decodesWhole() ? null : cropPlainJpeg(this.bytes, framing, specification, target);
    if (plain) return plain;
    this.whole ??= decodeImage(this.bytes, (size) => this.reductionFor(size));
    return cropDecoded(await this.whole, framing, specification, target);
  }

  private decodesWhole(): boolean {
    if (this.wanted.length < facesOfWholePhoto) return false;
    const header = readPlainJpegHeader(this.bytes);
    return header !== null && header.widthPx * header.heightPx <= mostPixelsForFaces;
  }

  /** What is fine enough for the finest crop of it. */
  private reductionFor(size: ImageSize): number {
    const reductions = this.wanted.map(({ framing, specification }) =>
      reductionFor(regionOf(framing, size), specification),
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
