import { z } from 'zod';
import type { FaceLabels } from '../domain/edit';
import { boxOrigins } from '../domain/face';
import type { FaceRecord } from '../domain/faceRecord';
import { outcomeSchema } from '../insight/outcome';
import { rankings } from '../insight/ranking';
import { faceIdSchema } from './edits';

/** Which faces the Library shows; every given condition must hold. Null among values stands for "not labelled". */
export const faceFilterSchema = z
  .object({
    splits: z.array(z.string()).optional(),
    sourceIds: z.array(z.number().int()).optional(),
    attributes: z.record(z.string(), z.array(z.union([z.string(), z.null()]))).optional(),
    /** Every point and attribute labelled; some; none. */
    labelled: z.enum(['complete', 'partial', 'none']).optional(),
    edited: z.boolean().optional(),
    flagged: z.boolean().optional(),
    /** Faces of which somebody said of any label that it is right, and it has not changed since. */
    confirmed: z.boolean().optional(),
    duplicate: z.boolean().optional(),
    /** Faces that nearly repeat another one, by what was found last. */
    repeated: z.boolean().optional(),
    /** Faces that are to be labelled next, and lack a label still. */
    queued: z.boolean().optional(),
    boxDrawnBy: z.array(z.enum(boxOrigins)).optional(),
    /** A part of the file's path, upper and lower case being the same. */
    nameContains: z.string().max(200).optional(),
    /** Faces of which one of these heads says another value than the label, by the run's stored predictions. */
    contradicted: z
      .object({ run: z.string(), heads: z.array(z.string()).min(1) })
      .strict()
      .optional(),
    /** Faces with an outcome in the newest evaluation of a run on a split, by one of its heads. */
    evaluated: z
      .object({
        run: z.string(),
        split: z.string(),
        head: z.string(),
        outcome: outcomeSchema,
        /** Without those whose label of what the head learns somebody has confirmed. */
        unconfirmed: z.literal(true).optional(),
      })
      .strict()
      .optional(),
    deleted: z.boolean().optional(),
  })
  .strict();
export type LibraryFilter = z.infer<typeof faceFilterSchema>;

/** By a head's error or confidence: as the run's stored predictions have it; faces without one come last. */
export const faceSortSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('id'), descending: z.boolean() }).strict(),
  z.object({ by: z.literal('name'), descending: z.boolean() }).strict(),
  /** In the order of the queue of what to label next; of repeated faces, the most alike first, each by the others. */
  z.object({ by: z.enum(['queue', 'repeat']), descending: z.boolean() }).strict(),
  z
    .object({
      by: z.enum(['error', 'confidence']),
      run: z.string(),
      head: z.string(),
      descending: z.boolean(),
    })
    .strict(),
  /** By how wrong a head was in the newest evaluation of the run on the split: see `ranksOf`; by default surest first. */
  z
    .object({
      by: z.literal('mistake'),
      run: z.string(),
      split: z.string(),
      head: z.string(),
      ranking: z.enum(rankings).optional(),
      descending: z.boolean(),
    })
    .strict(),
]);
export type LibrarySort = z.infer<typeof faceSortSchema>;

export const faceQuerySchema = z.object({ filter: faceFilterSchema, sort: faceSortSchema }).strict();
export type LibraryQuery = z.infer<typeof faceQuerySchema>;

/** What the Library shows unless it is asked for something else. */
export const plainQuery: LibraryQuery = { filter: {}, sort: { by: 'id', descending: false } };

/** What the grid shows of a face; its picture comes by `thumbnailAddress`. */
export interface LibraryTile {
  readonly id: number;
  readonly imagePath: string;
  readonly flagged: boolean;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Changes whenever the picture would: part of its address, so that a picture may be cached for ever. */
  readonly version: string;
  /** The head that the query sorts by: its word on the face; null otherwise. */
  readonly sortedBy: {
    readonly value: string | null;
    readonly number: number | null;
    /** The face's own label of what the head chooses: where it differs from `value`, the head contradicts it. */
    readonly label: string | null;
  } | null;
  /** Points as fractions of the thumbnail (x, y), null where not labelled; in the scheme's order. */
  readonly points: readonly (readonly [number, number] | null)[];
}

export interface LibraryWindow {
  /** Faces of the whole query. */
  readonly total: number;
  readonly offset: number;
  readonly tiles: readonly LibraryTile[];
}

/** Where a face stands in a query's order; ids are null at the ends, and `index` where the query lacks it. */
export interface FacePosition {
  readonly index: number | null;
  readonly total: number;
  readonly previous: number | null;
  readonly next: number | null;
  /** The next face, in the query's order and around its end, that lacks a point or an attribute. */
  readonly nextUnlabelled: number | null;
}

export interface FacetCount {
  /** Null: not labelled. */
  readonly value: string | null;
  readonly faces: number;
}

/**
 * Counts for every facet under the other facets' conditions (its own left out), so that a person sees what
 * choosing another value would give.
 */
export interface LibraryFacets {
  readonly total: number;
  readonly splits: readonly FacetCount[];
  readonly sources: readonly {
    readonly sourceId: number;
    readonly folder: string;
    readonly faces: number;
  }[];
  /** By attribute id; an attribute that is a number has none. */
  readonly attributes: Readonly<Record<string, readonly FacetCount[]>>;
  readonly labelled: Readonly<Record<'complete' | 'partial' | 'none', number>>;
  readonly edited: number;
  readonly flagged: number;
  readonly confirmed: number;
  readonly duplicate: number;
  readonly repeated: number;
  readonly queued: number;
  readonly boxDrawnBy: readonly FacetCount[];
  /** Of the run asked for: faces whose label a head contradicts, by head. Empty without stored predictions. */
  readonly contradicted: Readonly<Record<string, number>>;
  readonly deleted: number;
}

/** A face as Annotate shows it. */
export interface FaceView extends FaceRecord {
  readonly version: string;
  /** What the label file says. */
  readonly original: FaceLabels;
}

export const faceWindowSchema = z
  .object({
    query: faceQuerySchema,
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1000),
  })
  .strict();

/** Ids of one answer. */
export const mostIds = 200_000;

export const faceIdsSchema = z
  .object({
    query: faceQuerySchema,
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(mostIds),
  })
  .strict();

export const facePositionSchema = z.object({ query: faceQuerySchema, faceId: faceIdSchema }).strict();

export const facetsSchema = z
  .object({ filter: faceFilterSchema, predictionsOf: z.string().nullable() })
  .strict();

/** The crop of a face as a square WebP of `sizePx`, the same for every host; under the host's own origin. */
export function thumbnailAddress(tile: Pick<LibraryTile, 'id' | 'version'>, sizePx: number): string {
  return `/faces/${tile.id}/thumbnail?size=${sizePx}&version=${encodeURIComponent(tile.version)}`;
}

/**
 * The whole image that a face is in, upright, as a WebP no side of which is longer than `sizePx`. Its address has
 * the image's part of the version only, so that moving a point, which may move the crop, does not load it again.
 */
export function imageAddress(face: Pick<FaceView, 'id' | 'version'>, sizePx: number): string {
  return `/faces/${face.id}/image?size=${sizePx}&version=${encodeURIComponent(imageVersion(face.version))}`;
}

/** A face's version is its image's and its crop's, `image.crop`. */
export function imageVersion(version: string): string {
  return version.split('.')[0]!;
}

/** Sides in pixels that a thumbnail may be asked for: few, so that the cache is shared. */
export const thumbnailSizesPx = [96, 160, 256] as const;
export const imageSizesPx = [512, 1024, 2048] as const;
