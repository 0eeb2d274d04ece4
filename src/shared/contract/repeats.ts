import type { Problem } from './jobs';

interface RepeatedFace {
  readonly faceId: number;
  readonly image: string;
  readonly split: string;
}

/** Faces that nearly repeat each other. */
export interface RepeatsReport {
  /** Faces that were looked at. */
  readonly faces: number;
  /** Pairs whose hashes were near enough for their crops to be compared; files that are identical need not be. */
  readonly compared: number;
  /** The most alike first. Similarity: correlation of the crops, up to 1; of identical files 1, however they are framed. */
  readonly pairs: readonly {
    readonly first: RepeatedFace;
    readonly second: RepeatedFace;
    readonly similarity: number;
  }[];
  /** Pairs of which the faces are in two splits: what was learnt from is measured on. */
  readonly acrossSplits: number;
  readonly seconds: number;
  readonly problems: readonly Problem[];
}
