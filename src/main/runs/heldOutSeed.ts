import type { RunConfiguration } from '@shared/learning/configuration';
import type { Project } from '../project/project';
import type { TrainingWishes } from './configuration';

/**
 * A run that begins with another one's weights holds the same faces out, whatever its seed: what those weights have learnt measures
 * nothing. Where it is to hold out more of them than the other one did, that is said.
 */
export function heldOutAsBefore(
  { runs }: Pick<Project, 'runs'>,
  { startFrom }: Pick<TrainingWishes, 'startFrom'>,
  { seed, validationFraction }: Pick<RunConfiguration, 'seed' | 'validationFraction'>,
  note: (message: string) => void,
): Pick<RunConfiguration, 'heldOutSeed'> {
  const source = startFrom === undefined ? null : runs.find(startFrom);
  if (!source) return {};
  const before = source.configuration;
  if (validationFraction > before.validationFraction) {
    note(
      `“${source.name}” held out ${percent(before.validationFraction)} of the faces and this run holds out ${percent(validationFraction)}: ` +
        'of some of them the weights that it begins with know the labels, and its validation is better than it should be. Hold out as few to measure fairly.',
    );
  }
  const heldOutSeed = before.heldOutSeed ?? before.seed;
  return heldOutSeed === seed ? {} : { heldOutSeed };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
