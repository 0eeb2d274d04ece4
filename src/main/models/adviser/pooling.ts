import { worthAsking } from '../../learning/adviser/advice';
import { networkCalibration, type TrainingState } from '../../learning/checkpoints/checkpoint';

/** The folder, in that of a model, with the adviser's. */
export const adviserFolder = 'adviser';

/** How what an adviser answers is joined with what the model does, for programs: in preprocess.json. */
export interface AdviserPooling {
  /** The folder with a second model in the same format, which is shown the last view of a face that is no mirror image. */
  readonly model: typeof adviserFolder;
  /**
   * By head what the probabilities of both count, as exponents: each class's in the end are own^own · adviser^adviser, divided by the
   * sum of these over the classes. The own ones are those of all passes, with whatever the first look counts. Of a head that is not in
   * it nobody else is asked.
   */
  readonly heads: Readonly<Record<string, { readonly own: number; readonly adviser: number }>>;
}

/** What a checkpoint knows of it. */
export type LearntPooling = Pick<TrainingState, 'advice' | 'calibration' | 'calibrationAlone'>;

/**
 * Null where no adviser is worth asking. Facet pools logits, (1 − share)·own + share·told, and divides by the temperature of both; the
 * model's own logits are divided already by the one of the head alone.
 */
export function adviserPooling(learnt: LearntPooling): AdviserPooling | null {
  const alone = networkCalibration(learnt);
  const heads = Object.entries(worthAsking(learnt.advice ?? {})).map(([head, { share }]) => {
    const both = learnt.calibration?.[head]?.temperature ?? 1;
    const own = ((1 - share) * (alone[head]?.temperature ?? 1)) / both;
    return [head, { own, adviser: share / both }] as const;
  });
  return heads.length === 0 ? null : { model: adviserFolder, heads: Object.fromEntries(heads) };
}
