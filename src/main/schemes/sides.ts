/** Words in a point's name that say a side, and what stands on the other side. */
const sides: readonly (readonly [RegExp, string])[] = [
  [/(^|[^a-z])left([^a-z]|$)/i, 'right'],
  [/(^|[^a-z])right([^a-z]|$)/i, 'left'],
  [/(^|[^a-z])l([^a-z]|$)/i, 'r'],
  [/(^|[^a-z])r([^a-z]|$)/i, 'l'],
];

/** Points that differ by left and right in their ids only, as pairs, the left one first. */
export function pairsByName(ids: readonly string[]): (readonly [string, string])[] {
  const known = new Set(ids);
  return ids.flatMap((id) => {
    const partner = otherSide(id);
    return isLeft(id) && partner !== null && known.has(partner) ? [[id, partner] as const] : [];
  });
}

/** `left_eye` of `right_eye`; null for a point in the middle. */
export function otherSide(id: string): string | null {
  for (const [word, other] of sides) {
    if (word.test(id)) return id.replace(word, (_, before: string, after: string) => before + other + after);
  }
  return null;
}

export function isLeft(id: string): boolean {
  return /(^|[^a-z])(left|l)([^a-z]|$)/i.test(id);
}

/** A point of an eye, and not of its brow. */
export function isOfEye(id: string): boolean {
  return /eye/i.test(id) && !/brow/i.test(id);
}
