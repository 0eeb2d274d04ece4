import type { Params } from '@shared/contract/channels';
import { advisable } from '@shared/learning/adviser';
import {
  attributesOf,
  coloursOf,
  type HeadConfiguration,
  type OptimizerConfiguration,
  type RunConfiguration,
  type WeightingConfiguration,
} from '@shared/learning/configuration';
import { strengthsUnlike, withStrengths } from '@shared/learning/evenDraws';
import { usualFineTuneRate } from '@shared/learning/fineTuning';
import type { PresetName } from '@shared/learning/presets';
import { canRealign, viewChoiceOf, viewsOf, type ViewChoice } from '@shared/learning/views';
import { usualWeightDecay } from '@shared/learning/weightDecay';

/** A new run as it is being set up: a preset's configuration, and what a person has made of it. */
export interface TrainForm {
  readonly preset: PresetName;
  /** '' lets the studio find one. */
  readonly name: string;
  /** A run or a model whose weights it begins with; '' for chance. */
  readonly startFrom: string;
  /** Of a warm start: passes for which the trunk stays as it is; 0: none. */
  readonly frozenEpochs: number;
  /** The learning rate after that; null: the usual share of the learning rate. */
  readonly fineTuneRate: number | null;
  readonly configuration: RunConfiguration;
  /** Names of the heads that are to be trained. */
  readonly chosen: ReadonlySet<string>;
  readonly afterwards: boolean;
}

export function formOf(
  preset: PresetName,
  configuration: RunConfiguration,
  usable: readonly string[],
): TrainForm {
  return {
    ...{ preset, name: '', startFrom: '', frozenEpochs: 0, fineTuneRate: null },
    ...{ configuration, chosen: new Set(usable), afterwards: true },
  };
}

/** The settings that can be changed, by their place in the configuration. */
const readers = {
  duration: (of: RunConfiguration) => of.duration,
  batchSize: (of: RunConfiguration) => of.batchSize,
  learningRate: (of: RunConfiguration) => of.optimizer.learningRate,
  schedule: (of: RunConfiguration) => of.optimizer.schedule,
  optimizer: (of: RunConfiguration) => of.optimizer.kind,
  weightDecay: (of: RunConfiguration) => of.optimizer.weightDecay,
  momentum: (of: RunConfiguration) => of.optimizer.momentum,
  beta1: (of: RunConfiguration) => of.optimizer.beta1,
  beta2: (of: RunConfiguration) => of.optimizer.beta2,
  epsilon: (of: RunConfiguration) => of.optimizer.epsilon,
  averaging: (of: RunConfiguration) => of.averaging ?? 0,
  teacher: (of: RunConfiguration) => of.teacher?.weight ?? 0,
  softens: (of: RunConfiguration) => of.teacher?.softens ?? [],
  advise: (of: RunConfiguration) => of.adviser?.attributes ?? [],
  crop: (of: RunConfiguration) => of.input.crop,
  inputSizePx: (of: RunConfiguration) => of.input.sizePx,
  margin: (of: RunConfiguration) => of.input.margin,
  dropout: (of: RunConfiguration) => of.dropout,
  headStart: (of: RunConfiguration) => of.headStart,
  views: (of: RunConfiguration) => viewChoiceOf(of.views),
  validationFraction: (of: RunConfiguration) => of.validationFraction,
  headPatience: (of: RunConfiguration) => of.headPatience ?? 0,
  weighting: (of: RunConfiguration): WeightingConfiguration => of.weighting ?? { kind: 'fixed' },
  checkpointEverySteps: (of: RunConfiguration) => of.checkpointEverySteps,
  seed: (of: RunConfiguration) => of.seed,
  flip: (of: RunConfiguration) => of.augmentation?.flip,
  rotationDegrees: (of: RunConfiguration) => of.augmentation?.rotationDegrees,
  scale: (of: RunConfiguration) => of.augmentation?.scale,
  shift: (of: RunConfiguration) => of.augmentation?.shift,
  brightness: (of: RunConfiguration) => of.augmentation?.brightness,
  contrast: (of: RunConfiguration) => of.augmentation?.contrast,
  saturation: ({ augmentation }: RunConfiguration) => augmentation && coloursOf(augmentation).saturation,
  gray: ({ augmentation }: RunConfiguration) => (augmentation ? coloursOf(augmentation).gray : 0),
  realigned: (of: RunConfiguration) => of.augmentation?.realigned ?? 0,
  augmentation: (of: RunConfiguration) => of.augmentation !== null,
} as const;

export type Setting = keyof typeof readers;
export const settingNames = Object.keys(readers) as readonly Setting[];
export type SettingValue<Of extends Setting> = ReturnType<(typeof readers)[Of]>;

export function settingOf<Of extends Setting>(
  configuration: RunConfiguration,
  setting: Of,
): SettingValue<Of> {
  return readers[setting](configuration) as SettingValue<Of>;
}

/** Whether a setting, or a head's weight, is another than the preset's. */
export function isChanged(form: TrainForm, preset: RunConfiguration, setting: Setting): boolean {
  // Of augmentation that is switched off, only the switch differs.
  if (isOfAugmentation(setting) && (!form.configuration.augmentation || !preset.augmentation)) return false;
  return !same(readers[setting](form.configuration), readers[setting](preset));
}

export function withSetting<Of extends Setting>(
  form: TrainForm,
  setting: Of,
  value: SettingValue<Of>,
  preset: RunConfiguration,
): TrainForm {
  return { ...form, configuration: withValue(form.configuration, setting, value, preset) };
}

function withValue(
  of: RunConfiguration,
  setting: Setting,
  value: unknown,
  preset: RunConfiguration,
): RunConfiguration {
  switch (setting) {
    case 'optimizer':
      return withOptimizer(of, value as OptimizerConfiguration['kind'], preset);
    case 'learningRate':
    case 'schedule':
    case 'weightDecay':
    case 'momentum':
    case 'beta1':
    case 'beta2':
    case 'epsilon':
      return { ...of, optimizer: { ...of.optimizer, [setting]: value } };
    case 'inputSizePx':
      return { ...of, input: { ...of.input, sizePx: value as number } };
    case 'crop':
    case 'margin':
      return { ...of, input: { ...of.input, [setting]: value } };
    case 'teacher':
      return { ...of, teacher: { ...of.teacher, weight: value as number } };
    case 'softens':
      return { ...of, teacher: { weight: 0, ...of.teacher, softens: value as readonly string[] } };
    case 'advise':
      return { ...of, adviser: { attributes: value as readonly string[] } };
    case 'views':
      return { ...of, views: { ...of.views, ...viewsOf(value as ViewChoice) } };
    case 'augmentation':
      return { ...of, augmentation: value === true ? (preset.augmentation ?? gentleAugmentation) : null };
    case 'flip':
    case 'rotationDegrees':
    case 'scale':
    case 'shift':
    case 'brightness':
    case 'contrast':
    case 'saturation':
    case 'gray':
    case 'realigned':
      return { ...of, augmentation: { ...(of.augmentation ?? gentleAugmentation), [setting]: value } };
    default:
      return { ...of, [setting]: value };
  }
}

/** The weight decay goes with the kind for as long as nobody has said another. */
function withOptimizer(
  of: RunConfiguration,
  kind: OptimizerConfiguration['kind'],
  preset: RunConfiguration,
): RunConfiguration {
  const { optimizer } = of;
  const isUsual = optimizer.weightDecay === usualWeightDecay(optimizer.kind, preset.optimizer);
  const weightDecay = isUsual ? usualWeightDecay(kind, preset.optimizer) : optimizer.weightDecay;
  return { ...of, optimizer: { ...optimizer, kind, weightDecay } };
}

/** For a preset without any: what is switched on then. */
const gentleAugmentation = {
  flip: 0.5,
  rotationDegrees: 10,
  scale: [0.9, 1.1],
  shift: 0.03,
  brightness: 0.1,
  contrast: [0.8, 1.2],
  saturation: [0.7, 1.2],
  gray: 0,
  realigned: 0,
} as const;

function isOfAugmentation(setting: Setting): boolean {
  return Object.hasOwn(gentleAugmentation, setting);
}

export function withWeight(form: TrainForm, head: string, weight: number): TrainForm {
  const heads = form.configuration.heads.map((known) => (known.name === head ? { ...known, weight } : known));
  return { ...form, configuration: { ...form.configuration, heads } };
}

/** Faces are drawn evenly by the attribute's values, so much; 0: as they come. */
export function withStrength(form: TrainForm, attribute: string, strength: number): TrainForm {
  const balance = withStrengths(form.configuration.balance, { [attribute]: strength });
  return { ...form, configuration: { ...form.configuration, balance } };
}

/** How evenly faces are drawn, by the attributes of which the preset says otherwise. */
export function changedStrengths(form: TrainForm, preset: RunConfiguration): Record<string, number> {
  return strengthsUnlike(form.configuration.balance, preset.balance);
}

export function withHead(form: TrainForm, head: string, isChosen: boolean): TrainForm {
  const chosen = new Set(form.chosen);
  if (isChosen) chosen.add(head);
  else chosen.delete(head);
  return { ...form, chosen };
}

export function weightIn(configuration: RunConfiguration, head: string): number {
  return configuration.heads.find(({ name }) => name === head)?.weight ?? 0;
}

/** How long a run is, in steps and in passes over the faces that are trained on. */
export interface Extent {
  readonly steps: number;
  readonly epochs: number;
}

/** Why the run cannot be started as it is; null when it can. */
export function obstacle(
  form: TrainForm,
  preset: RunConfiguration,
  extent: Extent | null,
): 'no-head' | 'no-points' | 'frozen-longer' | null {
  const heads = chosenHeads(form);
  if (heads.length === 0) return 'no-head';
  if (isWarm(form) && extent !== null && form.frozenEpochs > extent.epochs) return 'frozen-longer';
  // The preset's own second view is left out by itself where no head gives its points.
  const isRealigned = form.configuration.views?.realigned && isChanged(form, preset, 'views');
  return isRealigned && !canRealign(heads) ? 'no-points' : null;
}

export function chosenHeads({ configuration, chosen }: TrainForm): readonly HeadConfiguration[] {
  return configuration.heads.filter(({ name }) => chosen.has(name));
}

/** Steps that it takes, and what they are in passes over the faces that are trained on. */
export function extentOf(configuration: RunConfiguration, trainingFaces: number): Extent {
  const { duration, batchSize, validationFraction } = configuration;
  const faces = Math.max(1, trainingFaces - Math.round(trainingFaces * validationFraction));
  if ('steps' in duration) return { steps: duration.steps, epochs: (duration.steps * batchSize) / faces };
  return { steps: Math.max(1, Math.ceil((duration.epochs * faces) / batchSize)), epochs: duration.epochs };
}

/** Whether it begins from another run or model. */
export function isWarm({ startFrom }: Pick<TrainForm, 'startFrom'>): boolean {
  return startFrom.trim() !== '';
}

/** The learning rate once the trunk is free. */
export function fineTuneRateOf({ fineTuneRate, configuration }: TrainForm): number {
  return fineTuneRate ?? usualFineTuneRate(configuration.optimizer.learningRate);
}

/** Whether the trunk never learns: then there is no time after it was frozen. */
export function isFrozenThroughout({ frozenEpochs }: TrainForm, extent: Extent | null): boolean {
  return extent !== null && frozenEpochs === extent.epochs;
}

function warmStartOf(form: TrainForm, extent: Extent | null): Params<'runs.train'> {
  if (!isWarm(form)) return {};
  const { startFrom, frozenEpochs, fineTuneRate } = form;
  return {
    startFrom: startFrom.trim(),
    ...(frozenEpochs > 0 ? { freezeTrunkEpochs: frozenEpochs } : {}),
    ...(frozenEpochs > 0 && fineTuneRate !== null && !isFrozenThroughout(form, extent)
      ? { fineTuneRate }
      : {}),
  };
}

/** What to ask of `runs.train`: only what differs from the preset. */
export function wishesOf(
  form: TrainForm,
  preset: RunConfiguration,
  extent: Extent | null = null,
): Params<'runs.train'> {
  const { configuration, name } = form;
  const changed = (setting: Setting): boolean => isChanged(form, preset, setting);
  const kept = <Of extends Setting>(setting: Of): Partial<Record<Of, SettingValue<Of>>> =>
    changed(setting)
      ? ({ [setting]: settingOf(configuration, setting) } as Record<Of, SettingValue<Of>>)
      : {};
  const heads = chosenHeads(form);
  const balance = changedStrengths(form, preset);
  // What was ticked may have been taken out of the template since.
  const labelled = attributesOf(preset.heads);
  const weights = heads.filter(({ name: head, weight }) => weight !== weightIn(preset, head));
  return {
    preset: form.preset,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...warmStartOf(form, extent),
    ...(heads.length === preset.heads.length ? {} : { heads: heads.map((head) => head.name) }),
    ...(weights.length === 0
      ? {}
      : { weights: Object.fromEntries(weights.map((head) => [head.name, head.weight])) }),
    ...(changed('duration') ? configuration.duration : {}),
    ...kept('batchSize'),
    ...kept('learningRate'),
    ...kept('schedule'),
    ...kept('optimizer'),
    ...(changed('optimizer') ? { weightDecay: configuration.optimizer.weightDecay } : kept('weightDecay')),
    ...kept('momentum'),
    ...kept('beta1'),
    ...kept('beta2'),
    ...kept('epsilon'),
    ...kept('averaging'),
    ...kept('teacher'),
    ...(changed('softens') && settingOf(configuration, 'teacher') > 0
      ? { softens: settingOf(configuration, 'softens').filter((attribute) => labelled.has(attribute)) }
      : {}),
    // Of what no chosen head tells it cannot be asked; with the head it comes back.
    ...(changed('advise') && settingOf(configuration, 'crop') === 'face'
      ? { advise: [...advisable(settingOf(configuration, 'advise'), { heads, input: configuration.input })] }
      : {}),
    ...kept('crop'),
    ...kept('inputSizePx'),
    ...kept('margin'),
    ...kept('dropout'),
    ...kept('headStart'),
    ...(changed('views') ? { views: viewsOf(settingOf(configuration, 'views')) } : {}),
    ...(Object.keys(balance).length === 0 ? {} : { balance }),
    ...kept('validationFraction'),
    ...kept('headPatience'),
    ...kept('weighting'),
    ...kept('checkpointEverySteps'),
    ...kept('seed'),
    ...(same(configuration.augmentation, preset.augmentation)
      ? {}
      : { augmentation: augmentationParams(configuration.augmentation) }),
    ...(form.afterwards ? { afterwards: ['evaluate', 'suggest'] } : {}),
  };
}

/** As the contract's parameters have it: their tuples can be written to. */
export function augmentationParams(
  augmentation: RunConfiguration['augmentation'],
): Params<'training.preview'>['augmentation'] {
  if (augmentation === null) return null;
  const { saturation, ...others } = augmentation;
  return {
    ...others,
    scale: [...augmentation.scale],
    contrast: [...augmentation.contrast],
    ...(saturation ? { saturation: [...saturation] } : {}),
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
