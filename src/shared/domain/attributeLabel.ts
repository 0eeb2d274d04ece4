import { fail } from '../result';
import type { Attribute, AttributeLabel } from './attribute';

/**
 * The label in the one form the project keeps (tags once each, in the order of the attribute's values).
 * Fails with `edit-invalid` when it is none of the attribute's.
 */
export function checkedLabel(attribute: Attribute, label: AttributeLabel): AttributeLabel {
  if (label === null) return null;
  switch (attribute.kind) {
    case 'number':
      if (typeof label === 'number' && Number.isFinite(label)) return label;
      return reject(attribute, label, 'a number');
    case 'tags': {
      if (!Array.isArray(label)) return reject(attribute, label, 'a list of values');
      const tags = new Set<unknown>(label);
      const kept = attribute.values.filter((value) => tags.has(value.id)).map((value) => value.id);
      return kept.length === tags.size ? kept : reject(attribute, label, listOf(attribute));
    }
    case 'category':
    case 'boolean':
      if (attribute.values.some((value) => value.id === label)) return label;
      return reject(attribute, label, `one of ${listOf(attribute)}`);
  }
}

function listOf(attribute: Attribute): string {
  return attribute.values.map((value) => value.id).join(', ');
}

function reject(attribute: Attribute, label: AttributeLabel, expected: string): never {
  return fail('edit-invalid', `${attribute.name} takes ${expected}, not ${JSON.stringify(label)}.`);
}
