import type { BalanceConfiguration } from './configuration';

type Balance = readonly BalanceConfiguration[];

/** How evenly faces are drawn by an attribute's values; 0 where nothing is said of it. */
export function strengthIn(balance: Balance | undefined, attribute: string): number {
  return balance?.find((each) => each.attribute === attribute)?.strength ?? 0;
}

/** The balance with other strengths, by attribute; those of 0 are taken out. */
export function withStrengths(
  balance: Balance | undefined,
  strengths: Readonly<Record<string, number>>,
): Balance {
  const all = new Map((balance ?? []).map(({ attribute, strength }) => [attribute, strength]));
  for (const [attribute, strength] of Object.entries(strengths)) all.set(attribute, strength);
  return [...all]
    .filter(([, strength]) => strength > 0)
    .map(([attribute, strength]) => ({ attribute, strength }));
}

/** Of `balance`, the strengths that `other` has not, by attribute; 0 where only the other has one. */
export function strengthsUnlike(
  balance: Balance | undefined,
  other: Balance | undefined,
): Record<string, number> {
  const attributes = new Set([...(balance ?? []), ...(other ?? [])].map(({ attribute }) => attribute));
  const pairs = [...attributes].map((attribute) => [attribute, strengthIn(balance, attribute)] as const);
  return Object.fromEntries(
    pairs.filter(([attribute, strength]) => strength !== strengthIn(other, attribute)),
  );
}
