import { trainingSplit } from '@shared/domain/face';
import type { RunConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { totalSteps } from '../learning/estimator/duration';
import type { Project } from '../project/project';
import type { TrainingWishes } from './configuration';
import { learntFaces } from './learntFaces';

/**
 * A trunk that is frozen for the whole run is one that only lends its features, which is said; for longer than that is a
 * slip. Fails with `bad-freeze`.
 */
export function checkFrozenTrunk(
  { template, faces }: Project,
  configuration: RunConfiguration,
  { fineTuneRate }: Pick<TrainingWishes, 'fineTuneRate'>,
  note: (message: string) => void,
): void {
  const { frozenTrunk, duration, batchSize } = configuration;
  if (frozenTrunk === undefined) return;
  const all = faces.forLearning({ splits: [trainingSplit] });
  const { training } = learntFaces(all, { configuration, ...template });
  const steps = totalSteps(duration, training.length, batchSize);
  const stepsPerEpoch = training.length / batchSize;
  const frozen = Math.ceil(frozenTrunk.epochs * stepsPerEpoch);
  if (frozen < steps) return;
  if (frozen > steps) {
    const run = 'epochs' in duration ? duration.epochs : Math.floor((steps / stepsPerEpoch) * 100) / 100;
    fail(
      'bad-freeze',
      `The trunk cannot stay frozen for ${frozenTrunk.epochs} epochs: the run has ${run} (${steps.toLocaleString('en')} steps). ` +
        `Freeze it for ${run} epochs at most, which is the whole run, or train longer.`,
      { epochs: frozenTrunk.epochs, most: run },
    );
  }
  if (fineTuneRate !== undefined) {
    fail(
      'bad-freeze',
      'A learning rate for fine-tuning is of the time after the trunk was frozen, and here it is frozen for the whole run. Freeze it for less, train longer, or leave the rate out.',
    );
  }
  note('The trunk stays frozen for the whole run: only the heads learn, on its features as they are.');
}
