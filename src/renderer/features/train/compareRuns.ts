import type { RunSummary } from '@shared/contract/reports';
import { beats } from '@shared/learning/headline';
import type { TrainingBeginning } from '@shared/contract/training';
import { coloursOf, type RunConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import { viewChoiceOf } from '@shared/learning/views';
import { metricsOn, type MeasuredOn } from './runTable';
import { weightingNumbers } from './weighting';

/** A setting as a name and a plain value, for two runs to be laid side by side. */
export type SettingLine = readonly [setting: string, value: string | number | null];

export function settingLines(configuration: RunConfiguration): SettingLine[] {
  const { preset, network, heads, input, optimizer, duration, augmentation, shuffle } = configuration;
  const { schedule } = optimizer;
  const { weighting = { kind: 'fixed' } } = configuration;
  const range = (of: readonly [number, number] | undefined): string | null =>
    of ? `${of[0]} – ${of[1]}` : null;
  return [
    ['preset', preset],
    ['network', network],
    ...heads.map(({ name, weight }): SettingLine => [`weight:${name}`, weight]),
    ['steps', 'steps' in duration ? duration.steps : null],
    ['epochs', 'epochs' in duration ? duration.epochs : null],
    ['batchSize', configuration.batchSize],
    ['learningRate', optimizer.learningRate],
    ['schedule', schedule.kind],
    ['warmupSteps', schedule.kind === 'cosine' ? schedule.warmupSteps : null],
    ['lowest', schedule.kind === 'cosine' ? (schedule.lowest ?? 0) : null],
    ['everySteps', schedule.kind === 'step' ? schedule.everySteps : null],
    ['factor', schedule.kind === 'step' ? schedule.factor : null],
    ['optimizer', optimizer.kind],
    ['weightDecay', optimizer.weightDecay],
    ['momentum', optimizer.kind === 'momentum' ? optimizer.momentum : null],
    ['beta1', optimizer.kind === 'adam' ? optimizer.beta1 : null],
    ['beta2', optimizer.kind === 'adam' ? optimizer.beta2 : null],
    ['epsilon', optimizer.kind === 'adam' ? optimizer.epsilon : null],
    ['averaging', configuration.averaging ?? 0],
    ['teacher', configuration.teacher?.weight ?? 0],
    ['softens', attributeList(configuration.teacher?.softens)],
    ['advise', attributeList(configuration.adviser?.attributes)],
    ['crop', input.crop],
    ['inputSizePx', input.sizePx],
    ['margin', input.margin],
    ['detail', input.detail ?? 1],
    ['pixels', input.pixels],
    ['flip', augmentation?.flip ?? null],
    ['rotationDegrees', augmentation?.rotationDegrees ?? null],
    ['scale', range(augmentation?.scale)],
    ['shift', augmentation?.shift ?? null],
    ['brightness', augmentation?.brightness ?? null],
    ['contrast', range(augmentation?.contrast)],
    ['saturation', augmentation && range(coloursOf(augmentation).saturation)],
    ['gray', augmentation && coloursOf(augmentation).gray],
    ['realigned', augmentation ? (augmentation.realigned ?? 0) : null],
    ['dropout', configuration.dropout],
    ['headStart', configuration.headStart],
    ['startFrom', configuration.startFrom ?? null],
    ['freezeTrunkEpochs', configuration.frozenTrunk?.epochs ?? null],
    ['fineTuneRate', configuration.frozenTrunk?.fineTuneRate ?? null],
    ['shuffle', shuffle.kind],
    ...(configuration.balance ?? []).map(({ attribute, strength }): SettingLine => [
      `balance:${attribute}`,
      strength,
    ]),
    ['views', viewChoiceOf(configuration.views)],
    ['closer', configuration.views?.closer ?? 1],
    ['validationFraction', configuration.validationFraction],
    ['headPatience', configuration.headPatience ?? 0],
    ['weighting', weighting.kind],
    ...(['attributesFactor', 'alpha', 'weightingRate', 'temperature'] as const).map((name): SettingLine => {
      return [name, weightingNumbers(weighting).find((number) => number.name === name)?.value ?? null];
    }),
    ['checkpointEverySteps', configuration.checkpointEverySteps],
    ['seed', configuration.seed],
  ];
}

/** In whichever order they were chosen: it decides nothing. */
function attributeList(attributes: readonly string[] = []): string | null {
  return attributes.toSorted().join(', ') || null;
}

export interface SettingDifference {
  readonly setting: string;
  /** Null: the run has none of it (a head, a schedule's number). */
  readonly values: readonly [string | number | null, string | number | null];
}

export function differingSettings(one: RunConfiguration, other: RunConfiguration): SettingDifference[] {
  const [first, second] = [new Map(settingLines(one)), new Map(settingLines(other))];
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((setting) => ({
      setting,
      values: [first.get(setting) ?? null, second.get(setting) ?? null] as const,
    }))
    .filter(({ values: [a, b] }) => a !== b);
}

/** The metrics that are laid side by side, in their order; what a head does not have is left out. */
const comparedMetrics = [
  'nme',
  'failure_rate',
  'auc',
  'accuracy',
  'balanced_accuracy',
  'macro_f1',
  'rmse',
  'average_loss',
] as const;

export interface MetricComparison {
  readonly head: string;
  readonly metric: string;
  readonly values: readonly [number | null, number | null];
  readonly floors: readonly [number | null, number | null];
  /** Which is better; null where they are equal, one has no value, or they were measured on other faces. */
  readonly better: 0 | 1 | null;
}

/** A run as it is compared: measured on the same kind of faces as the other. */
export interface ComparedRun {
  readonly run: RunSummary;
  readonly metrics: Metrics;
  readonly floors: Metrics;
}

/** `comparable`: both were measured on the same faces. */
export function compareMetrics(
  one: ComparedRun,
  other: ComparedRun,
  comparable: boolean,
): MetricComparison[] {
  const heads = [
    ...new Set([one, other].flatMap(({ run }) => run.configuration.heads.map(({ name }) => name))),
  ];
  return heads.flatMap((head) =>
    comparedMetrics.flatMap((metric): MetricComparison[] => {
      const key = `${metric}/${head}`;
      const values = [one.metrics[key] ?? null, other.metrics[key] ?? null] as const;
      if (values[0] === null && values[1] === null) return [];
      const floors = [one.floors[key] ?? null, other.floors[key] ?? null] as const;
      return [{ head, metric, values, floors, better: comparable ? betterOf(metric, values) : null }];
    }),
  );
}

function betterOf(metric: string, [a, b]: readonly [number | null, number | null]): 0 | 1 | null {
  if (a === null || b === null || a === b) return null;
  return beats(metric, a, b) ? 0 : 1;
}

/** On what two runs are measured alike: the test faces when both were evaluated on them, else their validation. */
export function comparedOn(one: RunSummary, other: RunSummary): MeasuredOn {
  return [one, other].every((run) => metricsOn(run, 'test') !== null) ? 'test' : 'validation';
}

/** What decides which faces a run holds out, as far as is known of it. */
export interface HeldOut {
  readonly configuration: Pick<RunConfiguration, 'seed' | 'heldOutSeed' | 'validationFraction'>;
  readonly beginning: Pick<TrainingBeginning, 'trainingFaces' | 'validationFaces'> | null;
}

/** Whether two runs hold the same faces out: by the same seed, the same share of as many. */
export function holdOutTheSame(one: HeldOut, other: HeldOut): boolean {
  const [a, b] = [one, other].map(({ configuration, beginning }) => [
    configuration.heldOutSeed ?? configuration.seed,
    configuration.validationFraction,
    beginning?.trainingFaces,
    beginning?.validationFaces,
  ]) as [unknown[], unknown[]];
  return a.every((value, index) => value !== undefined && value === b[index]);
}
