import type { Attribute, AttributeKind, AttributeValue } from '@shared/domain/attribute';

export const attributeKinds: readonly AttributeKind[] = ['boolean', 'category', 'tags', 'number'];

const longestId = 40;

/** An id from a name, unlike those that are taken: `Hair colour` → `hair_colour`, `hair_colour_2`. */
export function idFrom(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, longestId - 4);
  const base = /^[a-z]/.test(plain) ? plain : `value_${plain}`.replace(/_$/, '');
  let id = base;
  for (let number = 2; taken.includes(id); number += 1) id = `${base}_${number}`;
  return id;
}

export const isId = (text: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(text);

/** Whether its values are a list that a person makes. */
export const hasValueList = (kind: AttributeKind): boolean => kind === 'category' || kind === 'tags';

/** A new attribute from what was typed; `values` are names, of kinds that list them. */
export function newAttribute(
  typed: { readonly id: string; readonly name: string; readonly kind: AttributeKind },
  values: readonly string[],
): Attribute {
  return { ...typed, values: valuesOf(typed.kind, values), mirrorSwaps: [] };
}

function valuesOf(kind: AttributeKind, names: readonly string[]): AttributeValue[] {
  if (kind === 'number') return [];
  if (kind === 'boolean') {
    return [
      { id: 'no', name: 'No' },
      { id: 'yes', name: 'Yes' },
    ];
  }
  const ids: string[] = [];
  return names.map((name) => {
    const id = idFrom(name, ids);
    ids.push(id);
    return { id, name };
  });
}

export function withValueName(attribute: Attribute, valueId: string, name: string): Attribute {
  return withValue(attribute, valueId, (value) => ({ ...value, name }));
}

/** Null gives the key back to chance; a key that another value has is taken from it. */
export function withValueKey(attribute: Attribute, valueId: string, key: number | null): Attribute {
  const values = attribute.values.map(({ key: had, ...value }): AttributeValue => {
    if (value.id === valueId) return key === null ? value : { ...value, key };
    return had === undefined || had === key ? value : { ...value, key: had };
  });
  return { ...attribute, values };
}

export function withNewValue(attribute: Attribute, name: string): Attribute {
  const id = idFrom(
    name,
    attribute.values.map((value) => value.id),
  );
  return { ...attribute, values: [...attribute.values, { id, name }] };
}

export function withoutValue(attribute: Attribute, valueId: string): Attribute {
  return {
    ...attribute,
    values: attribute.values.filter(({ id }) => id !== valueId),
    mirrorSwaps: attribute.mirrorSwaps.filter((pair) => !pair.includes(valueId)),
  };
}

/** One place up or down; the same where there is no further. */
export function withMovedValue(attribute: Attribute, valueId: string, step: -1 | 1): Attribute {
  return { ...attribute, values: moved(attribute.values, ({ id }) => id === valueId, step) };
}

export function moved<Item>(items: readonly Item[], which: (item: Item) => boolean, step: -1 | 1): Item[] {
  const from = items.findIndex(which);
  const to = from + step;
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The value that a mirrored picture shows instead; null where it shows the same. */
export function mirrorOf(attribute: Attribute, valueId: string): string | null {
  const pair = attribute.mirrorSwaps.find((candidate) => candidate.includes(valueId));
  return pair?.find((id) => id !== valueId) ?? null;
}

/** Both are taken out of the pairs they were in. */
export function withMirror(attribute: Attribute, valueId: string, partner: string | null): Attribute {
  const others = attribute.mirrorSwaps.filter(
    (pair) => !pair.includes(valueId) && (partner === null || !pair.includes(partner)),
  );
  return {
    ...attribute,
    mirrorSwaps: partner === null ? others : [...others, inOrder(attribute, valueId, partner)],
  };
}

function inOrder(attribute: Attribute, first: string, second: string): readonly [string, string] {
  const place = (id: string): number => attribute.values.findIndex((value) => value.id === id);
  return place(first) <= place(second) ? [first, second] : [second, first];
}

function withValue(
  attribute: Attribute,
  valueId: string,
  change: (value: AttributeValue) => AttributeValue,
): Attribute {
  return {
    ...attribute,
    values: attribute.values.map((value) => (value.id === valueId ? change(value) : value)),
  };
}
