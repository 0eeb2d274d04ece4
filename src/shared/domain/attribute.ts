/** What a face can be labelled with besides points. Data, never code. */
export type AttributeKind = 'category' | 'boolean' | 'number' | 'tags';

export interface AttributeValue {
  readonly id: string;
  readonly name: string;
  /** The digit key that sets it, 1…9; without one it takes the first digit, by its place, that is free. */
  readonly key?: number;
}

export interface Attribute {
  readonly id: string;
  readonly name: string;
  readonly kind: AttributeKind;
  /**
   * The values of a category or tags in the order of their class index; a boolean lists its two values,
   * "no" first (class 0) and "yes" second (class 1); empty for a number.
   */
  readonly values: readonly AttributeValue[];
  /** Pairs of value ids that a horizontal flip exchanges. */
  readonly mirrorSwaps: readonly (readonly [string, string])[];
}

/** A face's value: value id (category, boolean), value ids (tags), a number, or null when not labelled. */
export type AttributeLabel = string | readonly string[] | number | null;

/** Whether each face has one of a few values: its class. */
export function hasClasses({ kind }: Pick<Attribute, 'kind'>): boolean {
  return kind === 'boolean' || kind === 'category';
}

/** Class index of each value after a horizontal flip. */
export function mirrorValues(attribute: Attribute): number[] {
  const indexOf = new Map(attribute.values.map((value, index) => [value.id, index]));
  const swapped = attribute.values.map((_, index) => index);
  for (const [first, second] of attribute.mirrorSwaps) {
    const a = indexOf.get(first);
    const b = indexOf.get(second);
    if (a === undefined || b === undefined) {
      throw new Error(`Attribute ${attribute.id} swaps ${first} with ${second}, and one is no value of it.`);
    }
    swapped[a] = b;
    swapped[b] = a;
  }
  return swapped;
}
