/** Predictions on photos, kept in the project as sets: what is asked of them, and what they answer. */
import { z } from 'zod';
import type { Point } from '../domain/face';
import type { LandmarkScheme } from '../domain/landmarkScheme';
import type { InputConfiguration } from '../learning/configuration';
import type { NamedHeadForm } from '../learning/headForm';
import type { Failure } from '../result';
import type { Problem } from './jobs';
import { imageVersion, type FacetCount } from './library';
import { outputFormats } from './outputFormats';

const setId = z.number().int().positive();
const position = z.number().int().min(0);

/** Every given condition must hold. `least` and `most` are of a head's confidence, or of the number it predicts. */
export const headFilterSchema = z
  .object({
    values: z.array(z.string()).max(1000).optional(),
    least: z.number().optional(),
    most: z.number().optional(),
  })
  .strict();
export type HeadFilter = z.infer<typeof headFilterSchema>;

export const predictionFilterSchema = z
  .object({
    heads: z.record(z.string(), headFilterSchema).optional(),
    /** A part of the photo's name, upper and lower case being the same. */
    nameContains: z.string().max(200).optional(),
  })
  .strict();
export type PredictionFilter = z.infer<typeof predictionFilterSchema>;

export const predictionSortSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('photo'), descending: z.boolean() }).strict(),
  z.object({ by: z.literal('confidence'), head: z.string(), descending: z.boolean() }).strict(),
]);
export type PredictionSort = z.infer<typeof predictionSortSchema>;

export const predictionQuerySchema = z
  .object({ filter: predictionFilterSchema, sort: predictionSortSchema })
  .strict();
export type PredictionQuery = z.infer<typeof predictionQuerySchema>;

/** Of a browser's files, which come without paths: what each is called, and why it was not taken, if it was not. */
export const uploadedFilesSchema = z
  .object({
    upload: z.string().min(1).max(100),
    files: z
      .array(
        z
          .object({
            /** Below what was dropped, with forward slashes; the studio takes what is harmless of it. */
            name: z.string().max(4096),
            refused: z.object({ code: z.string().max(100), message: z.string().max(1000) }).nullable(),
          })
          .strict(),
      )
      .min(1)
      .max(100_000),
  })
  .strict();
export type UploadedFiles = z.infer<typeof uploadedFilesSchema>;

/** Whether faces are looked for in each photo, or each photo counts as one. */
export const facesAreSchema = z.enum(['found', 'whole']);
export type FacesAre = z.infer<typeof facesAreSchema>;

/** As a run's network was taught to see: a face that is looked for, or a whole image. */
export function facesAreFor({ crop }: InputConfiguration): FacesAre {
  return crop === 'image' ? 'whole' : 'found';
}

/** One of `count` parts of a folder's photos, by a hash of their names. */
export const shardSchema = z
  .object({ index: z.number().int().min(1), count: z.number().int().min(1).max(10_000) })
  .strict()
  .refine(({ index, count }) => index <= count, 'a part is between 1 and their number');

export const oneSetSchema = z.object({ set: setId }).strict();
export const createSetSchema = z
  .object({
    run: z.string().min(1).max(100),
    checkpoint: z.enum(['newest', 'best']),
    /** Default: called after what is predicted on. */
    name: z.string().trim().min(1).max(100).optional(),
    /** Folders and files of the studio's machine; none where a browser has brought the photos. */
    inputs: z.array(z.string().min(1).max(4096)).max(10_000),
    uploaded: uploadedFilesSchema.nullable().default(null),
    /** Default: as the run was taught, see `facesAreFor`. */
    facesAre: facesAreSchema.optional(),
    /** Waits for more photos once it has looked at those that are there, until it is stopped. */
    watch: z.boolean().default(false),
  })
  .strict()
  .refine(
    ({ inputs, uploaded }) => inputs.length > 0 !== (uploaded !== null),
    'name a folder, or upload some photos',
  );
export const predictionWindowSchema = z
  .object({
    set: setId,
    query: predictionQuerySchema,
    offset: position,
    limit: z.number().int().min(1).max(1000),
  })
  .strict();
export const predictionFacetsSchema = z.object({ set: setId, filter: predictionFilterSchema }).strict();
export const predictedPhotoSchema = z.object({ set: setId, photo: position }).strict();
export const predictionProblemsSchema = z
  .object({ set: setId, offset: position, limit: z.number().int().min(1).max(1000) })
  .strict();
export const saveSetSchema = z
  .object({
    set: setId,
    folder: z.string().min(1),
    formats: z.array(z.enum(outputFormats)).min(1, 'choose a format').max(outputFormats.length),
    /** Only the faces that match. */
    filter: predictionFilterSchema.default({}),
  })
  .strict();
export const addSetSchema = z
  .object({
    set: setId,
    split: z.string().trim().min(1).max(100),
    filter: predictionFilterSchema.default({}),
  })
  .strict();

/** `interrupted`: the studio ended while it was at work. All but `running` and `finished` can go on. */
export type PredictionSetState = 'waiting' | 'running' | 'stopped' | 'interrupted' | 'failed' | 'finished';

export interface PredictionSetSummary {
  readonly id: number;
  readonly name: string;
  readonly run: string;
  /** It can neither go on nor be added to the project any more. */
  readonly runDeleted: boolean;
  readonly checkpoint: 'newest' | 'best';
  /** Of the checkpoint that predicted; null before it has. */
  readonly globalStep: number | null;
  readonly state: PredictionSetState;
  /** Why it stopped, where it failed. */
  readonly failure: Failure | null;
  /** The job at work on it. */
  readonly jobId: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly seconds: number;
  /** As chosen; empty where all photos came from a browser. */
  readonly inputs: readonly string[];
  readonly uploaded: boolean;
  readonly facesAre: FacesAre;
  /** Whether it waits for more photos until it is stopped. */
  readonly watch: boolean;
  /** Null until they have been looked for. */
  readonly photos: number | null;
  /** Photos looked at, those that failed among them. */
  readonly done: number;
  readonly failed: number;
  readonly faces: number;
  /** Photos in which no face was found, and photos with the bytes of another. */
  readonly withoutFace: number;
  readonly copies: number;
  /** Photos whose files could not be read, of those that failed: going on tries them again. */
  readonly unreached: number;
  readonly scheme: LandmarkScheme;
  /** What each head says, in the order of the model; points in pixels of the photo. */
  readonly heads: readonly NamedHeadForm[];
  /** Faces of it that are in the project now, by its own doing; null for none. */
  readonly added: number | null;
  /** The import that brought the last of them: undoing it takes them back. */
  readonly importId: number | null;
}

/** What a head says of a face, as short as a grid needs it. */
export interface PredictedWord {
  readonly head: string;
  /** The likeliest value; of tags those that are likelier than not; none for numbers. */
  readonly values: readonly string[];
  /** The probability of that, or the number that is predicted. */
  readonly number: number | null;
}

/** One face of a photo in the grid. */
export interface PredictedTile {
  /** Of the face in its set. */
  readonly id: number;
  readonly photo: number;
  /** 0 for the first face of a photo. */
  readonly face: number;
  readonly name: string;
  /** Changes whenever the picture would. */
  readonly version: string;
  /** By the set's scheme: fractions of the thumbnail, null where no head predicts the point. */
  readonly points: readonly (readonly [number, number] | null)[];
  /** Every head but those of points. */
  readonly words: readonly PredictedWord[];
}

export interface PredictionWindow {
  /** Faces of the whole query. */
  readonly total: number;
  readonly offset: number;
  readonly tiles: readonly PredictedTile[];
}

export interface HeadFacet {
  /** In the order of the head's values; empty for numbers. */
  readonly values: readonly FacetCount[];
  /** Least and most of what `bins` counts: 0 and 1 for a confidence. */
  readonly range: readonly [number, number];
  /** Faces by confidence or number, from the least to the most in equal steps. */
  readonly bins: readonly number[];
}

/** Counts for each head under the others' conditions. */
export interface PredictionFacets {
  readonly total: number;
  readonly heads: Readonly<Record<string, HeadFacet>>;
}

export interface PredictedFaceDetails {
  readonly face: number;
  /** What the network was shown, in pixels of the photo; may reach outside of it. */
  readonly region: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Where the face was found, in pixels of the photo, and how sure that is; null where nobody looked. */
  readonly box: PredictedFaceDetails['region'] | null;
  readonly score: number | null;
  /** By the set's scheme, in pixels of the photo. */
  readonly points: readonly (Point | null)[];
  readonly words: readonly (PredictedWord & {
    /** By value id, or by the number's name. */
    readonly shares: Readonly<Record<string, number>>;
  })[];
  /** The face of the project that this photo is; null where it is not in it. */
  readonly faceId: number | null;
}

/** A photo with all that was predicted on it. */
export interface PredictedPhotoDetails {
  readonly photo: number;
  readonly name: string;
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly version: string;
  readonly faces: readonly PredictedFaceDetails[];
}

export interface PredictionProblems {
  readonly total: number;
  readonly problems: readonly Problem[];
}

export interface PredictionReport {
  readonly set: number;
  readonly name: string;
  readonly photos: number;
  readonly done: number;
  readonly failed: number;
  readonly faces: number;
  readonly imagesPerSecond: number;
}

export interface SavedPredictions {
  readonly files: readonly string[];
  readonly faces: number;
  readonly problems: readonly Problem[];
}

export interface AddedPredictions {
  /** Photos that became faces of the project. */
  readonly added: number;
  /** Photos that were faces of it already: only what the run says of them is new. */
  readonly known: number;
  /** Photos whose bytes are in the project under another name: their faces are those of that photo. */
  readonly elsewhere: number;
  readonly split: string;
  readonly problems: readonly Problem[];
}

/** The split of faces that nobody has given one yet; no training uses it. */
export const unassignedSplit = 'unassigned';

/** As `imageAddress`: the whole photo. */
export function predictedImageAddress(
  set: number,
  { photo, version }: Pick<PredictedPhotoDetails, 'photo' | 'version'>,
  sizePx: number,
): string {
  const image = encodeURIComponent(imageVersion(version));
  return `/predictions/${set}/${photo}/0/image?size=${sizePx}&version=${image}`;
}

/** Of a browser's files on their way to the studio. */
export const uploadLimits = {
  files: 100_000,
  fileBytes: 128 * 1024 * 1024,
  totalBytes: 64 * 1024 ** 3,
} as const;

/** POST begins an upload and answers its id; PUT `/uploads/<id>/<number>` brings a file. */
export const uploadsPath = '/uploads';
