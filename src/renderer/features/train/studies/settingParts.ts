import { viewChoiceOf } from '@shared/learning/views';
import type { ViewsConfiguration } from '@shared/learning/configuration';
import type { SettingValue } from '@shared/trials/study';

/** A piece of what a setting's value is in words. */
export type SettingPart =
  /** A text of the catalogue; `plain` where it has none. */
  | { readonly kind: 'word'; readonly key: string; readonly plain: string }
  /** In the unit of the setting. */
  | { readonly kind: 'number'; readonly setting: string; readonly value: number }
  | { readonly kind: 'range'; readonly setting: string; readonly from: number; readonly to: number }
  /** How evenly faces are drawn by an attribute. */
  | { readonly kind: 'strength'; readonly attribute: string; readonly value: number }
  /** A part with its own name before it. */
  | { readonly kind: 'named'; readonly setting: string; readonly of: SettingPart };

/**
 * What a search has tried for a setting, piece by piece: a number, a word, a strategy or schedule with its numbers, an
 * augmentation with its parts.
 */
export function settingParts(setting: string, value: SettingValue | undefined): readonly SettingPart[] {
  if (value === undefined || value === null) return [word('common.none', '–')];
  switch (typeof value) {
    case 'number':
      return [{ kind: 'number', setting: plainName(setting), value }];
    case 'boolean':
      return [word(value ? 'common.yes' : 'common.no', String(value))];
    case 'string':
      return [word(`train.${setting}.${value}`, value)];
  }
  if (setting === 'views') {
    const choice = viewChoiceOf(value as unknown as ViewsConfiguration);
    return [word(`train.views.${choice}`, choice)];
  }
  if (setting === 'balance') {
    return Object.entries(value).map(([attribute, strength]) => {
      return { kind: 'strength', attribute, value: Number(strength) };
    });
  }
  if (Array.isArray(value)) return [rangeOf(setting, value)];
  const { kind, ...numbers } = value;
  const parts = Object.entries(numbers).map(([name, of]) => namedPart(setting, name, of));
  return typeof kind === 'string' ? [word(`train.${setting}.${kind}`, kind), ...parts] : parts;
}

/** A strategy's numbers have names of their own in the window: a rate of learning may be the network's or the weights'. */
const namesWithin: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  weighting: { factor: 'attributesFactor', learningRate: 'weightingRate' },
};

function namedPart(setting: string, name: string, value: unknown): SettingPart {
  const own = namesWithin[setting]?.[name] ?? name;
  const of: SettingPart =
    typeof value === 'number'
      ? { kind: 'number', setting: own, value }
      : Array.isArray(value)
        ? rangeOf(own, value)
        : word('', String(value));
  return { kind: 'named', setting: own, of };
}

function rangeOf(setting: string, [from, to]: readonly unknown[]): SettingPart {
  return { kind: 'range', setting: plainName(setting), from: Number(from), to: Number(to) };
}

/** A part of the augmentation by its own name. */
function plainName(setting: string): string {
  return setting.replace(/^augmentation\./, '');
}

function word(key: string, plain: string): SettingPart {
  return { kind: 'word', key, plain };
}
