import { failureOf, type Result } from '@shared/result';
import { decodeImage } from './decode';
import { cropResampling, originOf, type CropOrigin, type Framing } from './framing';
import { readImageFileNow } from './imageFile';
import { hashOfBytes } from './photoLook';
import { cropPlainJpeg } from './plainJpegCrop';
import { writeRgb } from './pixels';
import { bytesOfCrop, cropSidePx, type CropSpecification, type Region } from './region';
import { resample } from './resample';

export interface CropRequest {
  readonly file: string;
  readonly framing: Framing;
  /** Whether to hash the file's bytes as well, which are read anyway. */
  readonly hashed?: boolean;
}

export interface CropBatch {
  /** RGB bytes, zeros where the crop failed. Shape [requests, sidePx, sidePx, 3]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** One a request, in their order. */
  readonly origins: readonly Result<CropOrigin>[];
}

/**
 * Reads crops one after the other, for the better part without letting go of the thread; a photo that cannot be
 * read is a value among the others, never fatal.
 */
export async function readCrops(
  requests: readonly CropRequest[],
  specification: CropSpecification,
): Promise<CropBatch> {
  const cropBytes = bytesOfCrop(specification);
  const pixels = new Uint8Array(requests.length * cropBytes);
  const origins: Result<CropOrigin>[] = [];
  for (const [index, request] of requests.entries()) {
    const target = new Uint8ClampedArray(pixels.buffer, index * cropBytes, cropBytes);
    try {
      origins.push({ ok: await readCrop(request, specification, target) });
    } catch (thrown) {
      origins.push({ error: failureOf(thrown) });
    }
  }
  return { pixels, origins };
}

async function readCrop(
  { file, framing, hashed = false }: CropRequest,
  specification: CropSpecification,
  target: Uint8ClampedArray,
): Promise<CropOrigin> {
  const bytes = readImageFileNow(file);
  const origin =
    cropPlainJpeg(bytes, framing, specification, target) ??
    (await cropImage(bytes, framing, specification, target));
  return hashed ? { ...origin, contentHash: hashOfBytes(bytes) } : origin;
}

async function cropImage(
  bytes: Uint8Array,
  framing: Framing,
  specification: CropSpecification,
  target: Uint8ClampedArray,
): Promise<CropOrigin> {
  const image = await decodeImage(bytes, (size) =>
    reductionFor(originOf(framing, size).region, specification),
  );
  const { original } = image;
  const origin = originOf(framing, original);
  const reduction = {
    x: original.widthPx / image.widthPx,
    y: original.heightPx / image.heightPx,
  };
  const plan = cropResampling(origin.region, image, specification, reduction);
  const plane = {
    samples: image.pixels,
    stride: 4 * image.widthPx,
    step: 4,
  } as const;
  const [red, green, blue] = resample(plane, plan, [0, 1, 2]);
  writeRgb(red!, green!, blue!, cropSidePx(specification), target);
  return origin;
}

/** At least two pixels are left for each of an anti-aliased crop's, for its filter to average. */
function reductionFor({ width, height }: Region, { mode, sizePx }: CropSpecification): number {
  if (mode === 'image') return 1;
  const pixelsAPixel = Math.min(width, height) / sizePx;
  return [8, 4, 2].find((reduction) => pixelsAPixel >= 2 * reduction) ?? 1;
}
