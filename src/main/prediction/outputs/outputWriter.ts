import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { Problem } from '@shared/contract/jobs';
import type { NamedHeadForm } from '../headForms';
import type { PredictedPhoto } from '../predictedFace';

export interface OutputContext {
  readonly folder: string;
  readonly scheme: LandmarkScheme;
  readonly forms: readonly NamedHeadForm[];
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
