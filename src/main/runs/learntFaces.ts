import type { ModelContext } from '../learning/engine/protocol';
import type { LearningFaces } from '../project/faces/learningFaces';
import { labelledFaces } from './labelledFaces';
import { splitValidation } from './validationSplit';

export interface LearntFaces {
  /** Those with a label of the run's heads. */
  readonly columns: LearningFaces;
  /** Rows of these that are not held out. */
  readonly training: Int32Array;
}

/** What a run would learn from among the training faces, as far as that is known before their images are read. */
export function learntFaces(faces: LearningFaces, context: ModelContext): LearntFaces {
  const columns = labelledFaces(faces, context);
  return { columns, training: splitValidation(columns.contentHashes, context.configuration).training };
}
