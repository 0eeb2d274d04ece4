import type { ModelFormat } from '@shared/learning/modelFormat';
import type { TrainingBeginning } from '@shared/contract/training';
import type { RunStart } from '@shared/domain/runStart';
import type { RunRecord } from '@shared/domain/run';
import type { Calibration } from '@shared/learning/calibration';
import type { HeadColumns } from '@shared/insight/headColumns';
import type { AdviserNetworkName } from '../../learning/adviser/adviserGraph';
import type { EvaluationRecord } from '../../project/results/evaluationRepository';
import type { Labels } from '../labels';
import type { Preprocess } from '../preprocess';

/** Everything that a model card is made from. */
export interface CardContent {
  readonly format: ModelFormat;
  readonly run: RunRecord;
  readonly globalStep: number;
  readonly parameters: number;
  readonly fingerprint: string;
  readonly preprocess: Preprocess;
  readonly labels: Labels;
  /** Of the checkpoint that is handed on. */
  readonly calibration: Calibration;
  /** Those that are handed on beside the run's own and are asked as well; none where no adviser is worth asking. */
  readonly adviserNetworks: readonly AdviserNetworkName[];
  /** Null for a run that was begun before this was written down. */
  readonly beginning: TrainingBeginning | null;
  /** Null for a run that began by chance, or before this was written down. */
  readonly start: RunStart | null;
  /** Null for a run that was never evaluated. */
  readonly evaluation: CardEvaluation | null;
  readonly facetVersion: string;
}

export interface CardEvaluation extends Omit<EvaluationRecord, 'id' | 'runId'> {
  /** By head; empty where an older version did not keep them. */
  readonly columns: ReadonlyMap<string, HeadColumns>;
}
