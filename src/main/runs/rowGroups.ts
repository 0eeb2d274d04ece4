import type { Random } from '../learning/random';

/** The rows of each group (the same image under two names), groups in random order, a group's rows ascending. */
export function shuffledGroups(groups: readonly string[], random: Random): readonly (readonly number[])[] {
  const rowsOf = new Map<string, number[]>();
  groups.forEach((group, row) => {
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  });
  const members = [...rowsOf.values()];
  const order = Int32Array.from(members, (_, index) => index);
  random.shuffle(order);
  return Array.from(order, (index) => members[index]!);
}
