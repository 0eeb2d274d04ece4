import type { Problem } from '@shared/contract/jobs';
import type { Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { NamedHeadForm } from '../headForms';
import type { PredictedPhoto } from '../predictedFace';

export interface OutputContext {
  readonly folder: string;
  readonly scheme: LandmarkScheme;
  /** For the names of what was predicted. */
  readonly attributes: readonly Attribute[];
  readonly forms: readonly NamedHeadForm[];
  /** What found the faces; null where each photo counts as one. */
  readonly finder: string | null;
  /** What a page about the predictions says of where they come from. */
  readonly run: string;
  /** Photos that have no prediction, and why. */
  readonly failures: readonly Problem[];
}

/** One format's file while it is written. */
export interface OutputWriter {
  /** What the format cannot hold. */
  readonly problems: readonly Problem[];
  readonly write: (photos: readonly PredictedPhoto[]) => Promise<void>;
  /** Gives the file its name, which is answered. */
  readonly finish: () => Promise<string>;
  readonly discard: () => Promise<void>;
}
