import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ParsedParams } from '@shared/contract/channels';
import type { Template } from '@shared/domain/template';
import type {
  Duration,
  HeadConfiguration,
  RunConfiguration,
  ViewsConfiguration,
} from '@shared/learning/configuration';
import { strengthIn } from '@shared/learning/evenDraws';
import { usualFineTuneRate } from '@shared/learning/fineTuning';
import { presetConfiguration } from '@shared/learning/presets';
import { canRealign, viewChoiceOf } from '@shared/learning/views';
import { usualWeightDecay } from '@shared/learning/weightDecay';
import { weightingFor } from '@shared/learning/weightingKind';
import { fail } from '@shared/result';
import { adviserFor } from './adviserWishes';
import { balanceFor } from './balanceWishes';
import { teacherFor } from './teacherWishes';

export type TrainingWishes = ParsedParams<'runs.train'>;

/** A preset's configuration with what the person asked for instead; wishes that cannot be met fail by name. */
export function configurationFor(wishes: TrainingWishes, template: Template): RunConfiguration {
  const {
    balance: usualBalance,
    teacher: usualTeacher,
    adviser: usualAdviser,
    ...preset
  } = presetConfiguration(wishes.preset ?? 'studio', template);
  const { input, optimizer } = preset;
  const heads = weighted(chosen(preset.heads, wishes.heads), wishes.weights ?? {});
  const views = viewsFor(wishes.views, preset.views, heads);
  const kind = wishes.optimizer ?? optimizer.kind;
  const shuffle = wishes.shuffle ?? preset.shuffle;
  const balance = balanceFor(wishes.balance, usualBalance, shuffle, template);
  const shown = {
    ...input,
    crop: wishes.crop ?? input.crop,
    sizePx: wishes.inputSizePx ?? input.sizePx,
    margin: wishes.margin ?? input.margin,
    pixels: wishes.pixels ?? input.pixels,
  };
  const teacher = teacherFor(wishes, usualTeacher, { heads, input: shown }, template);
  const adviser = adviserFor(wishes.advise, usualAdviser, { heads, input: shown }, template);
  return {
    ...preset,
    heads,
    dropout: wishes.dropout ?? preset.dropout,
    input: shown,
    headStart: wishes.headStart ?? preset.headStart,
    ...(views === undefined ? {} : { views }),
    ...(wishes.startFrom === undefined ? {} : { startFrom: basename(wishes.startFrom) }),
    ...frozenTrunkOf(wishes, wishes.learningRate ?? optimizer.learningRate),
    optimizer: {
      kind,
      learningRate: wishes.learningRate ?? optimizer.learningRate,
      schedule: wishes.schedule ?? optimizer.schedule,
      weightDecay: wishes.weightDecay ?? usualWeightDecay(kind, optimizer),
      momentum: wishes.momentum ?? optimizer.momentum,
      beta1: wishes.beta1 ?? optimizer.beta1,
      beta2: wishes.beta2 ?? optimizer.beta2,
      epsilon: wishes.epsilon ?? optimizer.epsilon,
    },
    averaging: wishes.averaging ?? preset.averaging ?? 0,
    duration: durationOf(wishes) ?? preset.duration,
    batchSize: wishes.batchSize ?? preset.batchSize,
    shuffle,
    ...(balance === undefined ? {} : { balance }),
    ...(teacher === undefined ? {} : { teacher }),
    ...(adviser === undefined ? {} : { adviser }),
    augmentation: wishes.augmentation === undefined ? preset.augmentation : wishes.augmentation,
    validationFraction: wishes.validationFraction ?? preset.validationFraction,
    headPatience: wishes.headPatience ?? preset.headPatience ?? 0,
    weighting: wishes.weighting ?? weightingFor(preset.weighting, heads),
    checkpointEverySteps: wishes.checkpointEverySteps ?? preset.checkpointEverySteps,
    seed: wishes.seed ?? preset.seed,
  };
}

/** Fails where a second view is wished for and no head gives its points; a preset's own is left out by itself then. */
function viewsFor(
  wished: ViewsConfiguration | undefined,
  preset: ViewsConfiguration | undefined,
  heads: readonly HeadConfiguration[],
): ViewsConfiguration | undefined {
  if (wished?.realigned && !canRealign(heads)) {
    fail(
      'bad-views',
      `A face is realigned by the points that a head predicts in its crop, and none of the heads (${heads.map(({ name }) => name).join(', ')}) predicts two or more. Train such a head too, or choose other views.`,
    );
  }
  return wished ? { ...preset, ...wished } : preset;
}

function frozenTrunkOf(
  { startFrom, freezeTrunkEpochs: epochs = 0, fineTuneRate }: TrainingWishes,
  learningRate: number,
): Pick<RunConfiguration, 'frozenTrunk'> {
  if (epochs === 0 && fineTuneRate !== undefined) {
    fail(
      'bad-freeze',
      'A learning rate for fine-tuning is of the time after the trunk was frozen; say for how many epochs it is, or leave the rate out.',
    );
  }
  if (epochs === 0) return {};
  if (startFrom === undefined) {
    fail(
      'bad-freeze',
      'A trunk that begins by chance cannot be frozen: the heads would read nothing from it. Say which run or model to start from, or do not freeze it.',
    );
  }
  return { frozenTrunk: { epochs, fineTuneRate: fineTuneRate ?? usualFineTuneRate(learningRate) } };
}

/** How long the wishes want it to train; null when they do not say. */
export function durationOf({ steps, epochs }: TrainingWishes): Duration | null {
  if (steps !== undefined) return { steps };
  return epochs === undefined ? null : { epochs };
}

/**
 * What of a run's configuration the wishes would change, in a person's words; how long it trains is no part of what
 * it is. The command that began a run may so be repeated to go on with it.
 */
export function changedByWishes(configuration: RunConfiguration, wishes: TrainingWishes): readonly string[] {
  const { heads, weights = {}, views, balance = {} } = wishes;
  const { input, optimizer } = configuration;
  const weightOf = new Map(configuration.heads.map((head) => [head.name, head.weight]));
  const differs: readonly (readonly [string, boolean])[] = [
    ['preset', isOther(wishes.preset, configuration.preset)],
    [
      'heads',
      heads !== undefined && (heads.length !== weightOf.size || heads.some((name) => !weightOf.has(name))),
    ],
    ['weights', Object.entries(weights).some(([name, weight]) => weightOf.get(name) !== weight)],
    ['batch size', isOther(wishes.batchSize, configuration.batchSize)],
    ['learning rate', isOther(wishes.learningRate, optimizer.learningRate)],
    ['schedule', isOther(wishes.schedule, optimizer.schedule)],
    [
      'optimizer',
      isOther(wishes.optimizer, optimizer.kind) ||
        isOther(wishes.weightDecay, optimizer.weightDecay) ||
        isOther(wishes.momentum, optimizer.momentum) ||
        isOther(wishes.beta1, optimizer.beta1) ||
        isOther(wishes.beta2, optimizer.beta2) ||
        isOther(wishes.epsilon, optimizer.epsilon),
    ],
    ['averaging', isOther(wishes.averaging, configuration.averaging ?? 0)],
    [
      'teacher',
      isOther(wishes.teacher, configuration.teacher?.weight ?? 0) ||
        isOther(wishes.softens?.toSorted(), configuration.teacher?.softens?.toSorted() ?? []),
    ],
    ['adviser', isOther(wishes.advise?.toSorted(), configuration.adviser?.attributes.toSorted() ?? [])],
    ['augmentation', isOther(wishes.augmentation, configuration.augmentation)],
    [
      'input',
      isOther(wishes.crop, input.crop) ||
        isOther(wishes.inputSizePx, input.sizePx) ||
        isOther(wishes.margin, input.margin) ||
        isOther(wishes.pixels, input.pixels),
    ],
    ['dropout', isOther(wishes.dropout, configuration.dropout)],
    ['head start', isOther(wishes.headStart, configuration.headStart)],
    ['start', wishes.startFrom !== undefined && basename(wishes.startFrom) !== configuration.startFrom],
    [
      'frozen trunk',
      isOther(wishes.freezeTrunkEpochs, configuration.frozenTrunk?.epochs ?? 0) ||
        (wishes.fineTuneRate !== undefined &&
          wishes.fineTuneRate !== configuration.frozenTrunk?.fineTuneRate),
    ],
    ['weighting', isOther(wishes.weighting, configuration.weighting ?? { kind: 'fixed' })],
    ['views', views !== undefined && viewChoiceOf(views) !== viewChoiceOf(configuration.views)],
    [
      'balance',
      Object.entries(balance).some(([id, strength]) => strengthIn(configuration.balance, id) !== strength),
    ],
    ['shuffling', isOther(wishes.shuffle, configuration.shuffle)],
    ['early stopping', isOther(wishes.headPatience, configuration.headPatience ?? 0)],
    ['validation split', isOther(wishes.validationFraction, configuration.validationFraction)],
    ['seed', isOther(wishes.seed, configuration.seed)],
  ];
  return differs.filter(([, isDifferent]) => isDifferent).map(([name]) => name);
}

function isOther<Value>(wish: Value | undefined, value: Value): boolean {
  return wish !== undefined && !isDeepStrictEqual(wish, value);
}

function chosen(
  heads: readonly HeadConfiguration[],
  names: readonly string[] | undefined,
): readonly HeadConfiguration[] {
  if (names === undefined) return heads;
  for (const name of names) requireHead(heads, name);
  return heads.filter((head) => names.includes(head.name));
}

function weighted(
  heads: readonly HeadConfiguration[],
  weights: Readonly<Record<string, number>>,
): HeadConfiguration[] {
  for (const [name, weight] of Object.entries(weights)) {
    requireHead(heads, name);
    if (!Number.isFinite(weight) || weight <= 0) {
      fail(
        'bad-weight',
        `The weight of head “${name}” is ${weight}; give a number above zero, or leave the head out.`,
        { head: name },
      );
    }
  }
  return heads.map((head) => ({ ...head, weight: weights[head.name] ?? head.weight }));
}

function requireHead(heads: readonly HeadConfiguration[], name: string): void {
  if (heads.some((head) => head.name === name)) return;
  const known = heads.map((head) => head.name).join(', ');
  fail('unknown-head', `There is no head “${name}” here; the heads are ${known}.`, { head: name });
}
