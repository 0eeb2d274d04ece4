import type { Attribute } from '@shared/domain/attribute';
import type { Failure, Result } from '@shared/result';
import { byFile, type CropBatch, type CropRequest } from '../../images/crop';
import type { CropReader } from '../../images/cropReader';
import type { RgbxImage } from '../../images/decode';
import { isFineEnough } from '../../images/decodedCrop';
import type { Framing } from '../../images/framing';
import {
  bytesOfCrop,
  cropSidePx,
  type CropSpecification,
  type ImageSize,
  type Region,
} from '../../images/region';
import type { ModelContext } from '../../learning/engine/protocol';
import type { FaceTable } from '../../learning/faceTable';
import type { Photo } from '../findPhotos';
import type { FaceBox } from './photoOutcome';

/** Of a message to a reader's thread; there are more only where one photo has more faces. */
const cropsAtOnce = { whole: 32, found: 8 } as const;

/** A photo whose faces are found, or cannot be. */
export interface FoundPhoto<Named extends Photo = Photo> {
  readonly photo: Named;
  readonly found: Result<{
    readonly image: ImageSize;
    readonly contentHash: string;
    /** What the faces were found in. */
    readonly shrunk: RgbxImage;
    readonly faces: readonly (FaceBox & { readonly region: Region })[];
  }>;
}

/** Photos with the place of each of their faces. */
export interface CroppedPhotos<Named extends Photo = Photo> {
  readonly photos: readonly CroppedPhoto<Named>[];
  /** All photos' crops, one after the other. */
  readonly pixels: Uint8Array;
}

export interface CroppedPhoto<Named extends Photo = Photo> {
  readonly photo: Named;
  readonly cropped:
    | { readonly failure: Failure }
    | {
        readonly image: ImageSize;
        readonly contentHash: string;
        readonly faces: readonly { readonly region: Region; readonly found: FaceBox | null }[];
      };
}

/** Each photo counts as one face: all of it, framed as the network's training images were. */
export async function cropWholePhotos<Named extends Photo>(
  photos: readonly Named[],
  specification: CropSpecification,
  reader: CropReader,
): Promise<CroppedPhotos<Named>> {
  const framing: Framing = { kind: specification.mode === 'image' ? 'whole-image' : 'square-around-image' };
  const requests = photos.map(({ file }) => ({ file, framing, hashed: true }));
  const { origins, pixels } = await readCrops(requests, cropsAtOnce.whole, specification, reader);
  const cropped = photos.map((photo, index): CroppedPhoto<Named> => {
    const origin = origins[index]!;
    if ('error' in origin) return { photo, cropped: { failure: origin.error } };
    const { image, region, contentHash = '' } = origin.ok;
    return { photo, cropped: { image, contentHash, faces: [{ region, found: null }] } };
  });
  const read = origins.flatMap((origin, index) => ('ok' in origin ? [index] : []));
  return { photos: cropped, pixels: joined(pixels, read, specification) };
}

/**
 * The faces that were found in each photo: cut out of what they were found in where that is fine enough, else out of the
 * file. What they were found in is the reader's from then on.
 */
export async function cropFoundFaces<Named extends Photo>(
  photos: readonly FoundPhoto<Named>[],
  specification: CropSpecification,
  reader: CropReader,
): Promise<CroppedPhotos<Named>> {
  const requests = photos.flatMap(({ photo: { file }, found }) =>
    'ok' in found
      ? found.ok.faces.map(({ region }) => foundCrop(file, found.ok.shrunk, region, specification))
      : [],
  );
  const { origins, pixels } = await readCrops(requests, cropsAtOnce.found, specification, reader);
  const kept: number[] = [];
  let next = 0;
  const cropped = photos.map(({ photo, found }): CroppedPhoto<Named> => {
    if ('error' in found) return { photo, cropped: { failure: found.error } };
    const { image, contentHash, faces } = found.ok;
    const rows = faces.map(() => next++);
    // The file was read a moment ago: where it cannot be any more, it is the photo that fails, not one face of it.
    for (const row of rows) {
      const origin = origins[row]!;
      if ('error' in origin) return { photo, cropped: { failure: origin.error } };
    }
    kept.push(...rows);
    const placed = faces.map(({ region, box, score }) => ({ region, found: { box, score } }));
    return { photo, cropped: { image, contentHash, faces: placed } };
  });
  return { photos: cropped, pixels: joined(pixels, kept, specification) };
}

function foundCrop(
  file: string,
  shrunk: RgbxImage,
  region: Region,
  specification: CropSpecification,
): CropRequest {
  const request = { file, framing: { kind: 'region', region } } as const;
  return isFineEnough(shrunk, region, specification) ? { ...request, decoded: shrunk } : request;
}

/** Spread over all of the reader's threads, all crops of a photo to the same one. */
async function readCrops(
  requests: readonly CropRequest[],
  atOnce: number,
  specification: CropSpecification,
  reader: CropReader,
): Promise<{ readonly origins: CropBatch['origins']; readonly pixels: readonly Uint8Array[] }> {
  const messages: CropRequest[][] = [];
  for (const ofOneFile of byFile(requests)) {
    const last = messages.at(-1);
    if (last && last.length + ofOneFile.length <= atOnce) last.push(...ofOneFile);
    else messages.push(ofOneFile);
  }
  const batches = await Promise.all(messages.map((message) => reader.read(message, specification)));
  const cropBytes = bytesOfCrop(specification);
  return {
    origins: batches.flatMap((batch) => batch.origins),
    pixels: batches.flatMap(({ pixels, origins }) =>
      origins.map((_, index) => pixels.subarray(index * cropBytes, (index + 1) * cropBytes)),
    ),
  };
}

function joined(
  crops: readonly Uint8Array[],
  rows: readonly number[],
  specification: CropSpecification,
): Uint8Array {
  const cropBytes = bytesOfCrop(specification);
  const pixels = new Uint8Array(rows.length * cropBytes);
  rows.forEach((row, place) => pixels.set(crops[row]!, place * cropBytes));
  return pixels;
}

/** The faces as the engine takes them: in memory, without labels. */
export function faceTableOf(
  { photos, pixels }: CroppedPhotos,
  specification: CropSpecification,
  { scheme, attributes }: ModelContext,
): FaceTable {
  const regions = photos.flatMap(({ cropped }) =>
    'failure' in cropped ? [] : cropped.faces.map(({ region }) => region),
  );
  const count = regions.length;
  const pointCount = scheme.points.length;
  return {
    count,
    faceIds: Int32Array.from(regions, (_, index) => index),
    crops: {
      bytes: { memory: pixels },
      sidePx: cropSidePx(specification),
      marginPx: specification.marginPx,
    },
    cropRows: Int32Array.from(regions, (_, index) => index),
    points: new Float32Array(count * pointCount * 2),
    visibility: new Uint8Array(count * pointCount),
    regions: Float32Array.from(regions.flatMap(({ x, y, width, height }) => [x, y, width, height])),
    attributes: Object.fromEntries(
      attributes.map((attribute) => [attribute.id, notLabelled(attribute, count)]),
    ),
  };
}

function notLabelled({ kind, values }: Attribute, count: number): Float32Array {
  return new Float32Array(kind === 'tags' ? count * values.length : count).fill(Number.NaN);
}
