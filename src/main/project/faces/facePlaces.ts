import type { Box, Landmark } from '@shared/domain/face';
import type { LabelOrigin } from '@shared/domain/faceRecord';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import type { Rectangle } from '@shared/geometry/overlap';
import type { Database, Row } from '../database';
import type { ImportedFace } from './importRepository';
import type { LabelReader } from './labelReader';
import { sameFaces } from './sameFaces';

/** An imported face in its image, and the face of the project that it is. */
export interface PlacedFace {
  readonly face: ImportedFace;
  readonly imageId: number;
  readonly indexInImage: number;
  /** Null for a new one. */
  readonly known: KnownFace | null;
  /** A new face of an image that had others before this import. */
  readonly isBeside: boolean;
}

/** A face that an image has, in sight or not. */
export interface KnownFace {
  readonly id: number;
  readonly imageId: number;
  readonly indexInImage: number;
  readonly origin: LabelOrigin;
  readonly withdrawn: boolean;
  readonly deleted: boolean;
  readonly importId: number;
}

interface ImageFace {
  readonly face: ImportedFace;
  readonly imageId: number;
}

const knownSql = `
  SELECT id, image_id, index_in_image, withdrawn, deleted, import_id, label_file, label_line
  FROM faces WHERE image_id IN (SELECT value FROM json_each(?))
  ORDER BY withdrawn, deleted, index_in_image`;

/** Says which faces of the project an import's are: where a file begins to count is no face's name. */
export class FacePlaces {
  /** By import: a face of the project is no second one of the same import. */
  private readonly taken = new Map<number, Set<number>>();

  constructor(
    private readonly database: Database,
    private readonly reader: LabelReader,
  ) {}

  /** In the order of the batch. A face that names its index is the one that has it. */
  of(importId: number, batch: readonly ImageFace[]): PlacedFace[] {
    const known = this.knownByImage(batch);
    const matches = this.matches(importId, batch, known);
    const next = new Map<number, number>();
    return batch.map((one) => {
      const { face, imageId } = one;
      const faces = known.get(imageId) ?? [];
      const match = matches.get(one) ?? null;
      const indexInImage = match?.indexInImage ?? face.indexInImage ?? next.get(imageId) ?? firstFree(faces);
      next.set(imageId, Math.max(indexInImage + 1, next.get(imageId) ?? firstFree(faces)));
      const isBeside =
        match === null &&
        faces.some(({ withdrawn, deleted, importId: other }) => !withdrawn && !deleted && other !== importId);
      return { face, imageId, indexInImage, known: match, isBeside };
    });
  }

  /** The import has said what this face is. */
  take(importId: number, faceId: number): void {
    const faces = this.taken.get(importId) ?? new Set();
    this.taken.set(importId, faces.add(faceId));
  }

  /** Of an import that is over. */
  forget(importId: number): void {
    this.taken.delete(importId);
  }

  private knownByImage(batch: readonly ImageFace[]): Map<number, KnownFace[]> {
    const imageIds = [...new Set(batch.map(({ imageId }) => imageId))];
    const faces = this.database.all(knownSql, JSON.stringify(imageIds)).map(knownFace);
    return Map.groupBy(faces, ({ imageId }) => imageId);
  }

  private matches(
    importId: number,
    batch: readonly ImageFace[],
    known: ReadonlyMap<number, readonly KnownFace[]>,
  ): Map<ImageFace, KnownFace | null> {
    const taken = this.taken.get(importId);
    const matches = new Map<ImageFace, KnownFace | null>();
    const unnamed = batch.filter((one) => {
      const { indexInImage } = one.face;
      if (indexInImage === undefined) return true;
      matches.set(one, known.get(one.imageId)?.find((face) => face.indexInImage === indexInImage) ?? null);
      return false;
    });
    const images = Map.groupBy(unnamed, (one) => one.imageId);
    const free = [...images.keys()].flatMap((imageId) =>
      (known.get(imageId) ?? []).filter(({ id }) => !taken?.has(id)),
    );
    const sketched = Map.groupBy(this.sketched(free), (face) => face.imageId);
    for (const [imageId, faces] of images) {
      const same = sameFaces(
        faces.map(({ face }) => ({ origin: face.origin, frames: framesOf(face) })),
        sketched.get(imageId) ?? [],
      );
      faces.forEach((one, index) => matches.set(one, same[index]!));
    }
    return matches;
  }

  /** A face that somebody has moved is known by either place. */
  private sketched(known: readonly KnownFace[]): (KnownFace & { readonly frames: readonly Rectangle[] })[] {
    const ids = known.map(({ id }) => id);
    const records = new Map(this.reader.records(ids).map((record) => [record.id, record]));
    const originals = this.reader.originals(ids);
    return known.map((face) => {
      const { drawnBox: box, landmarks } = records.get(face.id)!;
      const original = originals.get(face.id);
      return { ...face, frames: [...framesOf({ box, landmarks }), ...(original ? framesOf(original) : [])] };
    });
  }
}

/** A whole image says nothing of where its face is. */
function framesOf({
  box,
  landmarks,
}: {
  readonly box: Box | null;
  readonly landmarks: readonly Landmark[];
}): Rectangle[] {
  const drawn = box?.drawnBy === 'image' ? null : box;
  return [drawn, boxAroundLandmarks(landmarks)].filter((frame) => frame !== null);
}

function firstFree(faces: readonly KnownFace[]): number {
  return 1 + Math.max(-1, ...faces.map(({ indexInImage }) => indexInImage));
}

function knownFace(row: Row): KnownFace {
  return {
    id: Number(row['id']),
    imageId: Number(row['image_id']),
    indexInImage: Number(row['index_in_image']),
    origin: {
      file: String(row['label_file']),
      line: row['label_line'] === null ? null : Number(row['label_line']),
    },
    withdrawn: row['withdrawn'] === 1,
    deleted: row['deleted'] === 1,
    importId: Number(row['import_id']),
  };
}
