import { resolve } from 'node:path';
import type { FacesAre, PredictionSetState } from '@shared/contract/predictions';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { NamedHeadForm } from '@shared/learning/headForm';
import type { Failure } from '@shared/result';
import type { ImageSize } from '../../images/region';
import type { Row } from '../../project/database';
import { parsed } from '../../project/json';
import type { ListedPhoto } from '../findPhotos';
import type { FaceBox, OutcomeFace, PhotoOutcome } from '../pipeline/photoOutcome';

/** What a set is, as it was asked for. */
export interface SetOrder {
  readonly name: string;
  readonly runId: number;
  readonly run: string;
  readonly checkpoint: 'newest' | 'best';
  readonly scheme: LandmarkScheme;
  readonly heads: readonly NamedHeadForm[];
  readonly inputs: readonly string[];
  readonly uploaded: boolean;
  /** Whether faces are looked for; else each photo counts as one. */
  readonly facesAre: FacesAre;
  /** Whether it waits for more photos once it has looked at those that are there. */
  readonly watch: boolean;
}

export interface SetFacts extends SetOrder {
  readonly globalStep: number | null;
  readonly home: string | null;
  readonly state: Exclude<PredictionSetState, 'interrupted'>;
  readonly failure: Failure | null;
  readonly createdAt: string;
  readonly seconds: number;
  readonly photoCount: number | null;
  readonly imports: readonly number[];
  /** Another number once results have been taken out. */
  readonly renewals: number;
}

export interface SetPhoto extends ListedPhoto {
  readonly position: number;
}

export interface KnownPhoto extends SetPhoto {
  /** Its file could not be read when it was looked at, which may have passed. */
  readonly isUnreached: boolean;
}

export interface LookedAtPhoto extends SetPhoto, ImageSize {
  readonly contentHash: string;
}

export interface SetFace extends OutcomeFace {
  /** 1 for the set's first face; ascends as photos are predicted on. */
  readonly id: number;
  readonly photo: number;
  readonly indexInPhoto: number;
}

/** What became of one photo of a set; the stamp is that of the file that was looked at. */
export type SetOutcome = Pick<SetPhoto, 'position'> & Partial<Pick<SetPhoto, 'stamp'>> & PhotoOutcome;

/** The failure of a photo whose file could not be read: a folder that was away for a while, say. */
export const unreachedCode = 'image-missing';

export interface SetCounts {
  readonly done: number;
  readonly failed: number;
  readonly faces: number;
}

/** @param folder the set's, in which paths that it keeps begin. */
export function readFacts(row: Row, folder: string): SetFacts {
  return {
    name: String(row['name']),
    runId: Number(row['run_id']),
    run: String(row['run']),
    checkpoint: row['checkpoint'] as SetOrder['checkpoint'],
    scheme: parsed<LandmarkScheme>(row['scheme'])!,
    heads: parsed<NamedHeadForm[]>(row['heads'])!,
    inputs: parsed<string[]>(row['inputs'])!,
    uploaded: row['uploaded'] === 1,
    // A set of an earlier version that is only read lacks what came since.
    facesAre: row['faces_are'] === 'found' ? 'found' : 'whole',
    watch: row['watch'] === 1,
    globalStep: numberOrNull(row['global_step']),
    home: row['home'] === null ? null : resolve(folder, String(row['home'])),
    state: row['state'] as SetFacts['state'],
    failure: parsed<Failure>(row['failure']),
    createdAt: String(row['created_at']),
    seconds: Number(row['seconds']),
    photoCount: numberOrNull(row['photo_count']),
    imports: parsed<number[]>(row['imports'])!,
    renewals: numberOrNull(row['renewals']) ?? 0,
  };
}

export function readPhoto(row: Row, folder: string): SetPhoto {
  return {
    position: Number(row['position']),
    file: resolve(folder, String(row['path'])),
    name: String(row['name']),
    stamp: textOrNull(row['stamp']),
  };
}

export function readKnown(row: Row, folder: string): KnownPhoto {
  return { ...readPhoto(row, folder), isUnreached: row['failure_code'] === unreachedCode };
}

export function readLookedAt(row: Row, folder: string): LookedAtPhoto {
  return {
    ...readPhoto(row, folder),
    widthPx: Number(row['width_px']),
    heightPx: Number(row['height_px']),
    contentHash: String(row['content_hash']),
  };
}

export function readFace(row: Row): SetFace {
  const blob = row['outputs'] as Uint8Array;
  return {
    id: Number(row['id']),
    photo: Number(row['photo']),
    indexInPhoto: Number(row['index_in_photo']),
    region: {
      x: Number(row['x']),
      y: Number(row['y']),
      width: Number(row['width']),
      height: Number(row['height']),
    },
    found: parsed<FaceBox>(row['found'] ?? null),
    // A copy begins where a float may begin.
    outputs: new Float32Array(blob.slice().buffer),
  };
}

function textOrNull(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

export function numberOrNull(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
