import type { ParsedParams } from '@shared/contract/channels';
import type { HeadCard, TrainingPlan } from '@shared/contract/training';
import type { Template } from '@shared/domain/template';
import {
  attributesOf,
  type HeadConfiguration,
  type ViewsConfiguration,
} from '@shared/learning/configuration';
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
 * `head-without-labels`, `head-with-one-class`, `nothing-to-compare`, `bad-weight`, `bad-views`, and as a training's configuration does.
 */
export function planAblation(
  study: string,
  { settings, heads: wished, sets: wishedSets, seeds: count, firstSeed }: AblationWishes,
  template: Template,
  cards: TrainingPlan['presets'],
): { readonly plan: AblationPlan; readonly trials: readonly AblationTrial[] } {
  const known = cards[settings.preset ?? 'studio'].heads;
  const learnable = known.filter(isTrainable).map(({ name }) => name);
  const named = [
    ...new Set([
      ...(wished ?? []),
      ...Object.keys(settings.weights ?? {}),
      ...wishedSets.flatMap((set) => (Array.isArray(set) ? set : [])),
    ]),
  ];
  for (const name of named) requireLearnable(name, known);
  const heads = wished ? learnable.filter((name) => wished.includes(name)) : learnable;
  if (heads.length === 0) {
    fail(
      'head-without-labels',
      'No head has training faces of two values or with points, so there is nothing to compare. Label some first.',
    );
  }
  const sets = headSets(wishedSets, heads);
  requireSeveral(sets, heads);
  const inTable = learnable.filter((name) => sets.some((set) => set.includes(name)));
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
          // What heads give each other is asked, not what a teacher or an adviser gives them.
          teacher: 0,
          advise: [],
          ...settings,
          ...(settings.weights ? { weights: weightsIn(settings.weights, set) } : {}),
          ...(settings.advise ? { advise: advisedIn(settings.advise, set, configured) } : {}),
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

/** For a set the adviser is asked of what its own heads tell. */
function advisedIn(
  attributes: readonly string[],
  set: readonly string[],
  heads: readonly HeadConfiguration[],
): string[] {
  const toldByOthers = attributesOf(heads.filter(({ name }) => !set.includes(name)));
  return attributes.filter((attribute) => !toldByOthers.has(attribute));
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

/** What heads give each other is a difference between sets: of one set there is none. */
function requireSeveral(sets: readonly (readonly string[])[], heads: readonly string[]): void {
  if (sets.length > 1) return;
  const [only] = sets;
  if (heads.length === 1) {
    fail(
      'nothing-to-compare',
      `Of one head, “${heads[0]}”, there is nothing to compare: an ablation asks what heads give each other. Name another head too, or train this one by itself.`,
    );
  }
  fail(
    'nothing-to-compare',
    only === undefined
      ? 'No set of heads is named, so there is nothing to compare. Name two at least, such as “alone” and “all”.'
      : `There is one set of heads only, ${only.join(' + ')}, and nothing to compare it with. Name others too, such as “alone”.`,
  );
}

function requireLearnable(name: string, known: readonly HeadCard[]): void {
  const card = known.find((head) => head.name === name);
  if (!card) {
    const names = known.map((head) => head.name).join(', ');
    fail('unknown-head', `There is no head “${name}” here; the heads are ${names}.`, { head: name });
  }
  if (isTrainable(card)) return;
  if (card.labelledFaces === 0) {
    fail(
      'head-without-labels',
      `No training face carries a label for the head “${name}”, so it cannot be compared. Label some, or leave it out.`,
    );
  }
  const value = card.balance.find(({ faces }) => faces > 0)!.id;
  fail(
    'head-with-one-class',
    `The head “${name}” cannot be compared: all ${card.labelledFaces} labelled faces have the value “${value}”, so there is nothing to tell apart. Label faces of other values, or leave it out.`,
    { head: name, value, faces: card.labelledFaces },
  );
}
