import { trainingSplit } from '@shared/domain/face';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { AblationTrial } from '@shared/trials/study';
import { totalSteps } from '../learning/estimator/duration';
import type { Project } from '../project/project';
import { learntFaces } from '../runs/learntFaces';

/**
 * The same trials, each as long as the longest where sets of heads have labels of different faces: an epoch of few faces is a
 * shorter training, and what heads give each other is asked of equal ones.
 */
export function withEqualSteps(
  { faces, template }: Pick<Project, 'faces' | 'template'>,
  trials: readonly AblationTrial[],
  note: (message: string) => void,
): readonly AblationTrial[] {
  const all = faces.forLearning({ splits: [trainingSplit] });
  const stepsOf = (configuration: RunConfiguration): number => {
    const { training } = learntFaces(all, { configuration, ...template });
    return totalSteps(configuration.duration, training.length, configuration.batchSize);
  };
  const bySeed = Map.groupBy(trials, ({ configuration }) => configuration.seed);
  const steps = [...bySeed.values()].map((sets) => sets.map(({ configuration }) => stepsOf(configuration)));
  if (steps.every((ofSeed) => new Set(ofSeed).size === 1)) return trials;
  const most = Math.max(...steps.flat());
  note(
    `Sets of heads have labels of different faces: each trains for ${most.toLocaleString('en')} steps, as long as the largest.`,
  );
  return trials.map((trial) => ({
    ...trial,
    configuration: { ...trial.configuration, duration: { steps: most } },
  }));
}
