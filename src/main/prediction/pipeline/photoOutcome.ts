import type { Failure } from '@shared/result';
import type { ImageSize, Region } from '../../images/region';

/** Where a finder found a face in a photo. */
export interface FaceBox {
  /** In pixels of the upright photo; may reach outside of it. */
  readonly box: Region;
  /** The finder's confidence, 0…1. */
  readonly score: number;
}

export interface OutcomeFace {
  /** What the network was shown, in pixels of the photo; may reach outside of it. */
  readonly region: Region;
  /** Null where the photo counts as one face. */
  readonly found: FaceBox | null;
  /** Every head's numbers, one head after the other; points in pixels of the photo. */
  readonly outputs: Float32Array;
}

/** What was predicted on a photo: no faces where the finder found none. */
export interface LookedAt {
  readonly image: ImageSize;
  /** SHA-256 of the file's bytes, in hex. */
  readonly contentHash: string;
  readonly faces: readonly OutcomeFace[];
}

/** What became of one photo. */
export type PhotoOutcome = { readonly failure: Failure } | LookedAt;
