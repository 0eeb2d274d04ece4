import type { Template } from '@shared/domain/template';
import type { BalanceConfiguration, Shuffle } from '@shared/learning/configuration';
import { withStrengths } from '@shared/learning/evenDraws';
import { fail } from '@shared/result';
import { requireClasses } from './requireClasses';

/**
 * How evenly a run draws faces by its attributes' values: as the preset does, but for the strengths that are wished.
 * Undefined where every face is drawn once an epoch. Fails with `unknown-attribute` and `bad-balance`.
 */
export function balanceFor(
  wished: Readonly<Record<string, number>> = {},
  preset: readonly BalanceConfiguration[] | undefined,
  shuffle: Shuffle,
  template: Template,
): readonly BalanceConfiguration[] | undefined {
  for (const attribute of Object.keys(wished)) requireClasses(attribute, template, balancing);
  if (shuffle.kind !== 'epoch') {
    if (Object.values(wished).every((strength) => strength === 0)) return undefined;
    fail(
      'bad-balance',
      'Faces can be drawn evenly by an attribute only where each epoch is shuffled as a whole; this run shuffles in a buffer, as the preset “tutorial” does. Leave the balance out, or shuffle by epochs.',
    );
  }
  const balance = withStrengths(preset, wished);
  return balance.length > 0 ? balance : undefined;
}

const balancing = {
  code: 'bad-balance',
  unknown: 'to balance faces by',
  unfit: 'Faces are balanced by what is one of a few values',
  fit: 'They can be balanced by',
} as const;
