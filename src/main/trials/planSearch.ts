import type { ParsedParams } from '@shared/contract/channels';
import type { Template } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import { fail } from '@shared/result';
import { relativeLoss } from '@shared/trials/objective';
import { rungsFor } from '@shared/trials/successiveHalving';
import type { SearchPlan, SearchTrial, SettingValue } from '@shared/trials/study';
import { Random } from '../learning/random';
import { configurationFor } from '../runs/configuration';
import { heldOutFraction } from './heldOut';
import { allCombinations, drawFrom, readSearchSpace, wishesWith, type SearchSpace } from './searchSpace';
import { trialRun } from './trialRun';

type SearchWishes = ParsedParams<'trials.search'>;

/** A draw that has been there is drawn again, so often at most. */
const drawsPerTrial = 50;

/**
 * The trials of a search: settings drawn from the space, or every combination where there are no more of them.
 * `floorsOf` says what a constant scores under a configuration, and so which metrics there are. Fails with
 * `search-space-empty`, `search-space-invalid`, `objective-unknown`, and as a training's configuration does.
 */
export function planSearch(
  study: string,
  { settings, space: declared, trials: wished, keepOneOf, objective, seed }: SearchWishes,
  template: Template,
  floorsOf: (configuration: RunConfiguration) => Metrics,
): { readonly plan: SearchPlan; readonly trials: readonly SearchTrial[] } {
  const space = readSearchSpace(declared);
  const common = { ...settings, validationFraction: heldOutFraction(settings), seed };
  const plain = configurationFor(common, template);
  const drawn = allCombinations(space, wished) ?? differentDraws(space, wished, seed);
  const configurations = drawn.map((one) =>
    configurationFor(wishesWith(common, one, plain.augmentation), template),
  );
  requireObjective(objective, floorsOf(configurations[0]!));
  if (plain.validationFraction === 0) {
    fail(
      'no-validation',
      'A search compares its trials on faces that are held out; hold out a share of them.',
    );
  }
  const trials = drawn.map((one, index): SearchTrial => ({
    kind: 'search',
    number: index + 1,
    run: trialRun(study, index + 1, drawn.length),
    settings: one,
    configuration: configurations[index]!,
    state: 'waiting',
    results: [],
    failure: null,
  }));
  const rungs = rungsFor(trials.length, keepOneOf, plain.duration);
  return { plan: { kind: 'search', objective, keepOneOf, rungs }, trials };
}

function differentDraws(space: SearchSpace, count: number, seed: number): Record<string, SettingValue>[] {
  const random = Random.fromSeed(seed, 'search');
  const drawn = new Map<string, Record<string, SettingValue>>();
  for (let round = 0; round < count * drawsPerTrial && drawn.size < count; round += 1) {
    const one = drawFrom(space, random);
    drawn.set(JSON.stringify(one), one);
  }
  return [...drawn.values()];
}

function requireObjective(objective: string, floors: Metrics): void {
  if (objective === relativeLoss || objective in floors) return;
  const metrics = Object.keys(floors).join(', ');
  fail(
    'objective-unknown',
    `Trials cannot be compared by “${objective}”: there is no such metric. There are ${relativeLoss}, ${metrics}.`,
  );
}
