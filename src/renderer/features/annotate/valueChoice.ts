import type { Attribute, AttributeLabel } from '@shared/domain/attribute';

/** The label after a person chose a value; of tags, it is turned on or off. */
export function chosen(attribute: Attribute, label: AttributeLabel, valueId: string): AttributeLabel {
  if (attribute.kind !== 'tags') return valueId;
  const tags = Array.isArray(label) ? (label as readonly string[]) : [];
  return tags.includes(valueId) ? tags.filter((tag) => tag !== valueId) : [...tags, valueId];
}

/** The digit key of each value that has one: its own, else the first that is free, in the order that is shown. */
export function valueKeys(attribute: Attribute): Map<string, number> {
  const taken = new Set(attribute.values.map(({ key }) => key));
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !taken.has(digit));
  return new Map(
    shownValues(attribute).flatMap(({ id, key }) => {
      const digit = key ?? free.shift();
      return digit === undefined ? [] : [[id, digit] as const];
    }),
  );
}

/** The value that a digit key sets; undefined where it sets none. */
export function valueOfKey(attribute: Attribute, digit: number): string | undefined {
  return [...valueKeys(attribute)].find(([, key]) => key === digit)?.[0];
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
