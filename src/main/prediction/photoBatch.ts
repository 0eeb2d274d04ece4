import type { Result } from '@shared/result';
import type { Attribute } from '@shared/domain/attribute';
import type { CropBatch } from '../images/crop';
import type { CropReader } from '../images/cropReader';
import type { CropOrigin, Framing } from '../images/framing';
import { cropSidePx, type CropSpecification } from '../images/region';
import type { ModelContext } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import type { Photo } from './findPhotos';

/** A message to a reader's thread. */
const photosAtOnce = 32;

export interface PhotoBatch<Named extends Photo = Photo> {
  readonly photos: readonly Named[];
  readonly origins: readonly Result<CropOrigin>[];
  /** Crops of the photos that could be read, one after the other. */
  readonly pixels: Uint8Array;
}

/**
 * Reads the crops of some photos, spread over all of the reader's threads. A photo counts as one face: all of
 * it, framed as the network's training images were.
 */
export async function readPhotoBatch<Named extends Photo>(
  photos: readonly Named[],
  specification: CropSpecification,
  reader: CropReader,
): Promise<PhotoBatch<Named>> {
  const framing: Framing = { kind: specification.mode === 'image' ? 'whole-image' : 'square-around-image' };
  const requests = photos.map(({ file }) => ({ file, framing }));
  const chunks: Promise<CropBatch>[] = [];
  for (let start = 0; start < requests.length; start += photosAtOnce) {
    chunks.push(reader.read(requests.slice(start, start + photosAtOnce), specification));
  }
  const batches = await Promise.all(chunks);
  return {
    photos,
    origins: batches.flatMap((batch) => batch.origins),
    pixels: joinReadable(batches, cropSidePx(specification) ** 2 * 3),
  };
}

function joinReadable(batches: readonly CropBatch[], cropBytes: number): Uint8Array {
  const readable = batches.flatMap(({ pixels, origins }) =>
    origins.flatMap((origin, index) =>
      'ok' in origin ? [pixels.subarray(index * cropBytes, (index + 1) * cropBytes)] : [],
    ),
  );
  const joined = new Uint8Array(readable.length * cropBytes);
  for (const [index, crop] of readable.entries()) joined.set(crop, index * cropBytes);
  return joined;
}

/** The readable photos as the engine takes faces: in memory, without labels. */
export function faceTableOf(
  batch: PhotoBatch,
  specification: CropSpecification,
  { scheme, attributes }: ModelContext,
): FaceTable {
  const origins = batch.origins.flatMap((origin) => ('ok' in origin ? [origin.ok] : []));
  const count = origins.length;
  const pointCount = scheme.points.length;
  return {
    count,
    faceIds: Int32Array.from(origins, (_, index) => index),
    crops: {
      bytes: { memory: batch.pixels },
      sidePx: cropSidePx(specification),
      marginPx: specification.marginPx,
    },
    cropRows: Int32Array.from(origins, (_, index) => index),
    points: new Float32Array(count * pointCount * 2),
    visibility: new Uint8Array(count * pointCount),
    regions: Float32Array.from(
      origins.flatMap(({ region }) => [region.x, region.y, region.width, region.height]),
    ),
    attributes: Object.fromEntries(
      attributes.map((attribute) => [attribute.id, notLabelled(attribute, count)]),
    ),
  };
}

function notLabelled({ kind, values }: Attribute, count: number): Float32Array {
  return new Float32Array(kind === 'tags' ? count * values.length : count).fill(Number.NaN);
}
