import { z } from 'zod';
import { trainSchema } from '@shared/contract/training';
import type { AugmentationConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import type { SettingValue } from '@shared/trials/study';
import type { Random } from '../learning/random';
import type { TrainingWishes } from '../runs/configuration';

/** What a search may try for one setting. */
export type Dimension =
  | { readonly kind: 'choices'; readonly values: readonly SettingValue[] }
  | {
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly scale: 'linear' | 'log';
      /** Only whole numbers make sense for it. */
      readonly whole: boolean;
    };

/** By the setting's name; the order is that of the draws. */
export type SearchSpace = ReadonlyMap<string, Dimension>;

/** A range's numbers are drawn to so many digits: more would say nothing and could not be read. */
const drawnDigits = 4;

const rangeSchema = z
  .object({
    from: z.number(),
    to: z.number(),
    scale: z.enum(['linear', 'log']).default('linear'),
  })
  .strict();
const choicesSchema = z.array(
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), z.unknown())]),
);

/** What identifies a training, or is the same for all trials so that they can be compared. */
const notSearched = [
  ...['name', 'resume', 'afterwards', 'seed', 'preset', 'heads', 'weights'],
  ...['startFrom', 'freezeTrunkEpochs', 'fineTuneRate'],
  ...['steps', 'epochs', 'validationFraction', 'checkpointEverySteps'],
];
const searched = Object.keys(trainSchema.shape).filter((setting) => !notSearched.includes(setting));

/**
 * A declared space: settings by the names that a training takes (`learningRate`, `dropout`, `batchSize`…), heads'
 * weights as `weights.HEAD`, parts of the augmentation as `augmentation.PART`; of each a list of choices, or a range
 * `{ "from": 0.0003, "to": 0.01, "scale": "log" }`. Fails with `search-space-empty` and `search-space-invalid`, which
 * name the setting and say what is wrong with it.
 */
export function readSearchSpace(declared: Readonly<Record<string, unknown>>): SearchSpace {
  const space = new Map(
    Object.entries(declared).map(([setting, of]) => [setting, readDimension(setting, of)]),
  );
  if (space.size === 0) {
    fail(
      'search-space-empty',
      `The search space names no setting, so there is nothing to search. It may name: ${nameable()}.`,
    );
  }
  const isOnePoint = [...space.values()].every((of) => of.kind === 'choices' && of.values.length === 1);
  if (isOnePoint) {
    fail(
      'search-space-empty',
      'Every setting of the search space has one value only, so there is nothing to search. Give one of them another choice or a range.',
    );
  }
  return space;
}

/** Numbers and choices, one of each setting. */
export function drawFrom(space: SearchSpace, random: Random): Record<string, SettingValue> {
  return Object.fromEntries([...space].map(([setting, dimension]) => [setting, draw(dimension, random)]));
}

/** Every combination of a space of choices; null where there are more than `most`, or a range has no end of them. */
export function allCombinations(space: SearchSpace, most: number): Record<string, SettingValue>[] | null {
  let combinations: Record<string, SettingValue>[] = [{}];
  for (const [setting, dimension] of space) {
    if (dimension.kind === 'range') return null;
    combinations = combinations.flatMap((one) =>
      dimension.values.map((value) => ({ ...one, [setting]: value })),
    );
    if (combinations.length > most) return null;
  }
  return combinations;
}

/**
 * The wishes of a training with these settings. Parts of an augmentation come into that of the settings, or into the
 * plain one. Fails with `search-space-invalid`.
 */
export function wishesWith(
  common: TrainingWishes,
  settings: Readonly<Record<string, SettingValue>>,
  plainAugmentation: AugmentationConfiguration | null,
): TrainingWishes {
  const wishes: Record<string, unknown> = { ...common };
  for (const [setting, value] of Object.entries(settings)) {
    if (!isPart(setting)) wishes[setting] = value;
  }
  for (const [setting, value] of Object.entries(settings)) {
    if (!isPart(setting)) continue;
    const [whole, part] = divided(setting);
    const base = whole === 'augmentation' ? (wishes['augmentation'] ?? plainAugmentation) : wishes[whole];
    if (whole === 'augmentation' && (base === null || wishes['augmentation'] === null)) {
      fail(
        'search-space-invalid',
        `“${setting}” cannot be searched, since the trials have no augmentation. Leave it out, or switch augmentation on.`,
      );
    }
    wishes[whole] = { ...(base as object | undefined), [part]: value };
  }
  const parsed = trainSchema.safeParse(wishes);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return fail('search-space-invalid', `The setting ${issue.path.join('.')} cannot be so: ${issue.message}.`);
}

function readDimension(setting: string, declared: unknown): Dimension {
  requireKnown(setting);
  if (Array.isArray(declared)) return readChoices(setting, declared);
  const parsed = rangeSchema.safeParse(declared);
  if (!parsed.success) {
    return invalid(setting, 'give a list of choices, or { "from": …, "to": …, "scale": "linear" or "log" }');
  }
  const { from, to, scale } = parsed.data;
  if (from >= to)
    invalid(setting, `its range begins at ${from} and ends at ${to}; give two numbers in their order`);
  if (scale === 'log' && from <= 0)
    invalid(setting, `a logarithmic range begins above zero, and not at ${from}`);
  for (const end of [from, to]) requireAccepted(setting, end);
  // A number in between that the setting refuses, where it takes the whole ones.
  const between = from + (to - from) * 0.381966;
  return { kind: 'range', from, to, scale, whole: complaint(setting, between) !== null };
}

function readChoices(setting: string, declared: readonly unknown[]): Dimension {
  const parsed = choicesSchema.safeParse(declared);
  if (!parsed.success || declared.length === 0) {
    return invalid(setting, 'its list of choices is empty, or one of them is no value of a setting');
  }
  const unique = new Map(parsed.data.map((value) => [JSON.stringify(value), value]));
  for (const value of unique.values()) requireAccepted(setting, value);
  return { kind: 'choices', values: [...unique.values()] };
}

function requireKnown(setting: string): void {
  const isKnown = isPart(setting) ? divided(setting)[1] !== '' : searched.includes(setting);
  if (!isKnown) invalid(setting, `there is no such setting to search; there are ${nameable()}`);
}

function requireAccepted(setting: string, value: SettingValue): void {
  const reason = complaint(setting, value);
  if (reason !== null) invalid(setting, `it cannot be ${JSON.stringify(value)}: ${reason}`);
}

/** Why a training would refuse the value; null where it would not. A part of the augmentation waits for the whole. */
function complaint(setting: string, value: SettingValue): string | null {
  if (setting.startsWith('weights.')) {
    return typeof value === 'number' && value > 0 ? null : 'a head’s weight is a number above zero';
  }
  if (isPart(setting)) return null;
  const parsed = trainSchema.safeParse({ [setting]: value });
  return parsed.success ? null : parsed.error.issues[0]!.message;
}

function draw(dimension: Dimension, random: Random): SettingValue {
  if (dimension.kind === 'choices') return dimension.values[random.integer(dimension.values.length)]!;
  const { from, to, scale, whole } = dimension;
  const drawn =
    scale === 'log' ? Math.exp(random.between(Math.log(from), Math.log(to))) : random.between(from, to);
  const rounded = whole ? Math.round(drawn) : Number(drawn.toPrecision(drawnDigits));
  return Math.min(to, Math.max(from, rounded));
}

function isPart(setting: string): boolean {
  return setting.startsWith('weights.') || setting.startsWith('augmentation.');
}

function divided(setting: string): [whole: 'weights' | 'augmentation', part: string] {
  const at = setting.indexOf('.');
  return [setting.slice(0, at) as 'weights' | 'augmentation', setting.slice(at + 1)];
}

function nameable(): string {
  return [...searched, 'weights.HEAD', 'augmentation.PART'].join(', ');
}

function invalid(setting: string, reason: string): never {
  return fail('search-space-invalid', `The search space’s “${setting}” cannot be used: ${reason}.`, {
    setting,
  });
}
