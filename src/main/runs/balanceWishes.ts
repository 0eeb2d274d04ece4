import { hasClasses } from '@shared/domain/attribute';
import type { Template } from '@shared/domain/template';
import type { BalanceConfiguration, Shuffle } from '@shared/learning/configuration';
import { withStrengths } from '@shared/learning/evenDraws';
import { fail } from '@shared/result';

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
  for (const attribute of Object.keys(wished)) requireValues(attribute, template);
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

function requireValues(id: string, { attributes }: Template): void {
  const attribute = attributes.find((known) => known.id === id);
  if (attribute && hasClasses(attribute)) return;
  const possible = attributes.filter(hasClasses).map((known) => known.id);
  const instead =
    possible.length > 0 ? `Faces can be balanced by ${possible.join(', ')}.` : 'Leave the balance out.';
  if (!attribute) {
    fail('unknown-attribute', `There is no attribute “${id}” to balance faces by. ${instead}`, {
      attribute: id,
    });
  }
  const reason = attribute.kind === 'number' ? 'it is a number' : 'a face may have several of its tags';
  fail(
    'bad-balance',
    `Faces cannot be balanced by “${id}”: ${reason}, and not one of a few values. ${instead}`,
    {
      attribute: id,
    },
  );
}
