import { InvalidArgumentError } from 'commander';
import { weightingSchema } from '@shared/contract/training';
import { weightingKinds, type WeightingConfiguration } from '@shared/learning/configuration';
import { setFamilies, type SetFamily } from '@shared/trials/headSets';

/** How the words after an option become its value; what cannot is wrong usage, and is told in a sentence. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < 1) {
    throw new InvalidArgumentError('Give a whole number of at least 1.');
  }
  return value;
}

/** Bounds of a whole number, as the contract has them. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** `reason`: why there are bounds, for whom it may surprise. */
export function wholeNumberIn({ least, most }: Bounds, reason = ''): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    const range = `Give a whole number from ${least} to ${most.toLocaleString('en')}`;
    throw new InvalidArgumentError(reason === '' ? `${range}.` : `${range}: ${reason}.`);
  };
}

export function wholeNumberOrZero(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number, or 0.');
  return Number(text);
}

export function portNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) {
    throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
  }
  return value;
}

export function integer(text: string): number {
  if (!/^-?\d{1,10}$/.test(text)) {
    throw new InvalidArgumentError('Give a whole number from −9,999,999,999 to 9,999,999,999.');
  }
  return Number(text);
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('Give a number above zero.');
  }
  return value;
}

/** Zero for none of it. */
export function numberFromZero(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('Give a number of at least 0.');
  }
  return value;
}

/** A share of the faces, such as 0.2. */
export function heldOutShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 0.9)) {
    throw new InvalidArgumentError('Give a share above 0 and of at most 0.9.');
  }
  return value;
}

/** `a,b` → a and b. */
export function names(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw new InvalidArgumentError('Give names, separated by commas.');
  return parts;
}

/** `alone,landmarks+pose` → each head alone, and a set of two. */
export function headSets(text: string): (SetFamily | string[])[] {
  return names(text).map((part) => {
    const family = setFamilies.find((known) => known === part);
    if (family) return family;
    const heads = part.split('+').map((head) => head.trim());
    if (heads.some((head) => head === '')) {
      throw new InvalidArgumentError(`Give sets such as landmarks+pose, or ${setFamilies.join(', ')}.`);
    }
    return heads;
  });
}

/** `2/5` → the second of five parts. */
export function shardOf(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index > count) {
    throw new InvalidArgumentError('Give a part and their number, such as 2/5.');
  }
  return { index, count };
}

/** `a=1,b=0.5` → 1 for a, 0.5 for b. */
export function weights(text: string): Record<string, number> {
  return numbersByName(
    text,
    (weight) => weight > 0,
    'Give pairs such as landmarks=1,pose=0.5, weights above zero; what is not to be trained is left out by --heads.',
  );
}

/** `pose=0.5,gender=1` → how evenly faces are drawn by each attribute. */
export function strengths(text: string): Record<string, number> {
  return numbersByName(
    text,
    (strength) => strength >= 0 && strength <= 1,
    'Give pairs such as pose=0.5,gender=1, strengths from 0 (as faces come) to 1 (all values equally often).',
  );
}

function numbersByName(
  text: string,
  isAllowed: (value: number) => boolean,
  advice: string,
): Record<string, number> {
  const pairs = names(text).map((pair): [string, number] => {
    const [name, written, ...rest] = pair.split('=').map((part) => part.trim());
    const value = Number(written);
    if (!name || !written || rest.length > 0 || !Number.isFinite(value) || !isAllowed(value)) {
      throw new InvalidArgumentError(advice);
    }
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

/** `gradnorm:alpha=1,learningRate=0.01` → a strategy and its numbers. */
export function weighting(text: string): WeightingConfiguration {
  const [kind, numbers, ...rest] = text.split(':').map((part) => part.trim());
  const pairs = numbers === undefined ? [] : names(numbers).map((pair) => pair.split('='));
  const parsed = weightingSchema.safeParse({
    kind,
    ...Object.fromEntries(pairs.map(([name = '', value = '']) => [name.trim(), numberOf(value)])),
  });
  if (parsed.success && rest.length === 0 && pairs.every(({ length }) => length === 2)) return parsed.data;
  if (!weightingKinds.some((known) => known === kind)) {
    throw new InvalidArgumentError(`Give one of ${weightingKinds.join(', ')}.`);
  }
  const issue = parsed.error?.issues[0];
  const reason = issue ? `${issue.path.join('.') || kind}: ${issue.message}. ` : '';
  throw new InvalidArgumentError(
    `${reason}Give a strategy and its numbers, such as gradnorm:alpha=1,learningRate=0.01, uncertainty:learningRate=0.01, dwa:temperature=2 or attributes-first:factor=5.`,
  );
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** `a=b`, added to those before: what a name means. The last `=` divides, since names are free and meanings are ids. */
export function meanings(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.lastIndexOf('=');
  const [name, meaning] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || name === '' || meaning === '') {
    throw new InvalidArgumentError('Give a name and what it means, such as left_pupil=left_eye.');
  }
  return { ...before, [name]: meaning };
}
