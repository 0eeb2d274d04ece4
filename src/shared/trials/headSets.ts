/** Families of sets of heads, as a person chooses them. */
export const setFamilies = ['alone', 'pairs', 'all', 'all-but-one'] as const;
export type SetFamily = (typeof setFamilies)[number];

/**
 * `alone`: each head by itself. `pairs`: the first head with each other one, as the TCDCN paper trains landmarks with
 * each attribute. `all`; `all-but-one`: all without each one. A set that comes twice is there once.
 */
export function headSets(
  wished: readonly (SetFamily | readonly string[])[],
  heads: readonly string[],
): string[][] {
  const [first = '', ...others] = heads;
  const families = {
    alone: heads.map((head) => [head]),
    pairs: others.map((other) => [first, other]),
    all: [[...heads]],
    'all-but-one': heads.map((left) => heads.filter((head) => head !== left)),
  };
  const sets = wished.flatMap((set) => (typeof set === 'string' ? families[set] : [[...new Set(set)]]));
  const unique = new Map(sets.map((set) => [[...set].sort().join('\n'), set]));
  return [...unique.values()].filter((set) => set.length > 0);
}
