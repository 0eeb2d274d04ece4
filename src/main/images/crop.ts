import { failureOf, type Result } from '@shared/result';
import type { RgbxImage } from './decode';
import { cropDecoded } from './decodedCrop';
import type { CropOrigin, Framing } from './framing';
import { PhotoFile } from './photoFile';
import { contentHashOf } from './contentHash';
import { bytesOfCrop, type CropSpecification } from './region';

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
    const fromFile = ofOneFile.filter(({ decoded }) => !decoded);
    const photo = new PhotoFile(
      ofOneFile[0]!.file,
      fromFile.map(({ framing }) => ({ framing, specification })),
    );
    for (const request of ofOneFile) {
      const target = new Uint8ClampedArray(pixels.buffer, origins.length * cropBytes, cropBytes);
      try {
        origins.push({ ok: await readCrop(photo, request, specification, target) });
      } catch (thrown) {
        origins.push({ error: failureOf(thrown) });
      }
    }
    await photo.close();
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

async function readCrop(
  photo: PhotoFile,
  { framing, hashed, decoded }: CropRequest,
  specification: CropSpecification,
  target: Uint8ClampedArray,
): Promise<CropOrigin> {
  if (decoded) return cropDecoded(decoded, framing, specification, target);
  const origin = await photo.crop({ framing, specification }, target);
  return hashed ? { ...origin, contentHash: contentHashOf(photo.bytes) } : origin;
}
