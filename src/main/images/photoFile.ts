import { decodeImage, uprightSize, type RgbxImage } from './decode';
import { cropDecoded } from './decodedCrop';
import { regionOf, type CropOrigin, type Framing } from './framing';
import { readImageFileNow } from './imageFile';
import { readPlainJpegHeader } from './jpeg/header';
import { letGo } from './letGo';
import { cropPart } from './photoPart';
import { cropPlainJpeg } from './plainJpegCrop';
import type { CropSpecification, ImageSize, Region } from './region';

export interface WantedCrop {
  readonly framing: Framing;
  readonly specification: CropSpecification;
}

/** From so many faces of a photo on, decoding all of it takes less time than the blocks of each face. */
const facesOfWholePhoto = 3;
/** Larger photos would take too much memory, on every thread at once: each face's part is decoded by itself. */
const mostPixelsForFaces = 32_000_000;
const largeFromBytes = 256 * 1024;
/** Up to so many faces of a large photo take less time in parts than is worth the memory of all of it… */
const facesInParts = 8;
/** …where that would be more than these pixels, as finely as the faces need it. */
const fewPixels = 8_000_000;

/** One photo, which is read and decoded at most once for all crops of it; `close` gives back its memory. */
export class PhotoFile {
  private read: Buffer | null = null;
  private whole: Promise<RgbxImage> | null = null;
  private large: Promise<ImageSize | null> | null = null;

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
    const large = await (this.large ??= this.sizeIfLarge());
    if (large !== null) {
      const reduction = reductionFor(regionOf(framing, large), specification);
      return cropPart(this.bytes, large, { framing, specification }, reduction, target);
    }
    this.whole ??= decodeImage(this.bytes, (size) => this.reductionFor(size));
    return cropDecoded(await this.whole, framing, specification, target);
  }

  /** After the last crop; of the bytes, too, nothing is left. */
  async close(): Promise<void> {
    const whole = await this.whole?.catch(() => null);
    letGo(...(this.read ? [this.read] : []), ...(whole ? [whole.pixels] : []));
    this.read = this.whole = null;
  }

  /** Null for a photo that may be decoded as a whole, as finely as its faces need it. */
  private async sizeIfLarge(): Promise<ImageSize | null> {
    // So few bytes are seldom so many pixels, and asking takes a while.
    if (this.bytes.length < largeFromBytes) return null;
    const size = await uprightSize(this.bytes);
    const original = size.widthPx * size.heightPx;
    const decoded = original / this.reductionFor(size) ** 2;
    const isFew = this.wanted.length <= facesInParts;
    const isLarge = original > mostPixelsForFaces && decoded > (isFew ? fewPixels : mostPixelsForFaces);
    return isLarge ? size : null;
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
