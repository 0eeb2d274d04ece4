import { hasClasses } from '@shared/domain/attribute';
import type { Template } from '@shared/domain/template';
import { fail } from '@shared/result';

/** What attributes of classes are wished for, in the words of a wish that cannot be met. */
interface Purpose {
  /** Of the failure where the attribute has no classes. */
  readonly code: string;
  /** There is no attribute “hat” … */
  readonly unknown: string;
  /** …, and “age” has others. */
  readonly unfit: string;
  /** … gender, smile. */
  readonly fit: string;
}

/** Fails with `unknown-attribute`, or with the purpose's code where the attribute's labels are not one of a few values. */
export function requireClasses(
  id: string,
  { attributes }: Template,
  { code, unknown, unfit, fit }: Purpose,
): void {
  const attribute = attributes.find((known) => known.id === id);
  if (attribute && hasClasses(attribute)) return;
  const possible = attributes.filter(hasClasses).map((known) => known.id);
  const instead = possible.length > 0 ? `${fit} ${possible.join(', ')}.` : 'Leave it out: there is none.';
  if (!attribute) {
    fail('unknown-attribute', `There is no attribute “${id}” ${unknown}. ${instead}`, { attribute: id });
  }
  fail(code, `${unfit}, and “${id}” has others. ${instead}`, { attribute: id });
}
