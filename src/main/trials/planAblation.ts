import type { ParsedParams } from '@shared/contract/channels';
import type { TrainingPlan } from '@shared/contract/training';
import type { Template } from '@shared/domain/template';
import type { HeadConfiguration, ViewsConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { fail } from '@shared/result';
import { isTrainable } from '@shared/learning/trainable';
import { canRealign } from '@shared/learning/views';
import { headSets } from '@shared/trials/headSets';
import type { AblationPlan, AblationTrial } from '@shared/trials/study';
import { configurationFor } from '../runs/configuration';
import { heldOutFraction } from './heldOut';
import { trialRun } from './trialRun';

type AblationWishes = ParsedParams<'trials.ablate'>;

/**
 * The trials of an ablation: every set of heads with every seed, all else being the same. Seed by seed, so that after
 * a while there is a whole table to look at. Fails with `unknown-head`,
 * `head-without-labels`, `nothing-to-compare`, `bad-weight`, `bad-views`, and as a training's configuration does.
 */
export function planAblation(
  study: string,
  { settings, heads: wished, sets: wishedSets, seeds: count, firstSeed }: AblationWishes,
  template: Template,
  cards: TrainingPlan['presets'],
): { readonly plan: AblationPlan; readonly trials: readonly AblationTrial[] } {
  const known = cards[settings.preset ?? 'studio'].heads;
  const labelled = known.filter(({ labelledFaces }) => labelledFaces > 0).map(({ name }) => name);
  const named = [
    ...new Set([
      ...(wished ?? []),
      ...Object.keys(settings.weights ?? {}),
      ...wishedSets.flatMap((set) => (Array.isArray(set) ? set : [])),
    ]),
  ];
  for (const name of named)
    requireLabelled(
      name,
      known.map((head) => head.name),
      labelled,
    );
  const heads = wished
    ? labelled.filter((name) => wished.includes(name))
    : known.filter(isTrainable).map(({ name }) => name);
  if (heads.length === 0) {
    fail('head-without-labels', 'No head has labelled training faces, so there is nothing to compare.');
  }
  const sets = headSets(wishedSets, heads);
  if (sets.length === 0) {
    fail(
      'nothing-to-compare',
      'Of one head there are no pairs; name other sets, such as “alone”, or more heads.',
    );
  }
  const inTable = labelled.filter((name) => sets.some((set) => set.includes(name)));
  const configured = presetConfiguration(settings.preset ?? 'studio', template).heads;
  const seeds = Array.from({ length: count }, (_, index) => firstSeed + index);
  const trials = seeds.flatMap((seed) => sets.map((set) => ({ seed, set })));
  return {
    plan: { kind: 'ablation', heads: inTable, sets, seeds },
    trials: trials.map(({ seed, set }, index) => ({
      kind: 'ablation',
      number: index + 1,
      run: trialRun(study, index + 1, trials.length),
      configuration: configurationFor(
        {
          // What heads give each other is asked, not what a teacher gives them.
          teacher: 0,
          ...settings,
          ...(settings.weights ? { weights: weightsIn(settings.weights, set) } : {}),
          ...(settings.views ? { views: viewsIn(settings.views, set, inTable, configured) } : {}),
          validationFraction: heldOutFraction(settings),
          heads: [...set],
          seed,
        },
        template,
      ),
      state: 'waiting',
      results: [],
      failure: null,
    })),
  };
}

/** A set takes the weights of its own heads. */
function weightsIn(
  weights: Readonly<Record<string, number>>,
  set: readonly string[],
): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).filter(([head]) => set.includes(head)));
}

/**
 * Sets without points to realign a face by are seen as it is framed, where others of the study have them: as a preset's
 * own views are.
 */
function viewsIn(
  views: ViewsConfiguration,
  set: readonly string[],
  all: readonly string[],
  heads: readonly HeadConfiguration[],
): ViewsConfiguration {
  const canBeBy = (names: readonly string[]): boolean =>
    canRealign(heads.filter(({ name }) => names.includes(name)));
  return canBeBy(set) || !canBeBy(all) ? views : { ...views, realigned: false };
}

function requireLabelled(name: string, known: readonly string[], labelled: readonly string[]): void {
  if (labelled.includes(name)) return;
  if (known.includes(name)) {
    fail(
      'head-without-labels',
      `No training face carries a label for the head “${name}”, so it cannot be compared.`,
    );
  }
  fail('unknown-head', `There is no head “${name}” here; the heads are ${known.join(', ')}.`, { head: name });
}
