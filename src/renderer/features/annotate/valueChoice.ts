import type { Attribute, AttributeLabel } from '@shared/domain/attribute';

/** The label after a person chose the value in place `place` (from 0); null where there is no such value. */
export function chosen(attribute: Attribute, label: AttributeLabel, place: number): AttributeLabel | null {
  const value = shownValues(attribute)[place];
  if (!value) return null;
  if (attribute.kind !== 'tags') return value.id;
  const tags = Array.isArray(label) ? (label as readonly string[]) : [];
  return tags.includes(value.id) ? tags.filter((tag) => tag !== value.id) : [...tags, value.id];
}

export function isSet(label: AttributeLabel, valueId: string): boolean {
  return Array.isArray(label) ? label.includes(valueId) : label === valueId;
}

/** The attribute that Up or Down goes to: around the ends. */
export function stepped(
  attributes: readonly Attribute[],
  current: string | null,
  step: 1 | -1,
): string | null {
  if (attributes.length === 0) return null;
  const index = attributes.findIndex((attribute) => attribute.id === current);
  if (index < 0) return attributes.at(step > 0 ? 0 : -1)!.id;
  return attributes[(index + step + attributes.length) % attributes.length]!.id;
}

/** The values in the order in which they are shown and counted by the keys: of two, "yes" comes first. */
export function shownValues(attribute: Attribute): Attribute['values'] {
  return attribute.kind === 'boolean' ? [...attribute.values].reverse() : attribute.values;
}
