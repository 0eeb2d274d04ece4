import type { Params } from '@shared/contract/channels';
import type { RunConfiguration } from '@shared/learning/configuration';

/** A setting that the window searches: a range of numbers. The terminal's file may name any setting, and choices. */
export interface SearchedRange {
  readonly setting: string;
  readonly from: number;
  readonly to: number;
  /** Drawn by factors: 0.001 is as far from 0.01 as 0.01 is from 0.1. */
  readonly logarithmic: boolean;
}

/** What a person is likely to search, each with a range to begin with. */
export function searchableRanges({ heads, augmentation }: RunConfiguration): SearchedRange[] {
  const linear = (setting: string, from: number, to: number) => ({ setting, from, to, logarithmic: false });
  const factors = (setting: string, from: number, to: number) => ({ setting, from, to, logarithmic: true });
  return [
    factors('learningRate', 0.0003, 0.01),
    linear('dropout', 0, 0.4),
    factors('batchSize', 16, 128),
    factors('weightDecay', 0.01, 1),
    ...(augmentation === null
      ? []
      : [
          linear('augmentation.rotationDegrees', 0, 25),
          linear('augmentation.shift', 0, 0.08),
          linear('augmentation.brightness', 0, 0.3),
        ]),
    ...heads.map(({ name }) => factors(`weights.${name}`, 0.25, 4)),
  ];
}

/** Why the range cannot be searched; null when it can. */
export function rangeTrouble({ from, to, logarithmic }: SearchedRange): 'order' | 'zero' | null {
  if (from >= to) return 'order';
  return logarithmic && from <= 0 ? 'zero' : null;
}

export function spaceOf(ranges: readonly SearchedRange[]): Params<'trials.search'>['space'] {
  return Object.fromEntries(
    ranges.map(({ setting, from, to, logarithmic }) => [
      setting,
      { from, to, scale: logarithmic ? 'log' : 'linear' },
    ]),
  );
}

/** What all trials have in common: the new run's settings, but for what the study decides by itself. */
export function commonSettings(
  wishes: Params<'runs.train'>,
  epochs: number,
): NonNullable<Params<'trials.search'>['settings']> {
  const {
    name: _name,
    heads: _heads,
    startFrom: _startFrom,
    freezeTrunkEpochs: _freezeTrunkEpochs,
    fineTuneRate: _fineTuneRate,
    steps: _steps,
    afterwards: _afterwards,
    seed: _seed,
    resume: _resume,
    ...rest
  } = wishes;
  return { ...rest, epochs };
}
