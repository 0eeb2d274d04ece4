import { splitAbroad } from './names';

/** What a split's folder or file is called; two splits may become the same word, and then have a number. */
export function nameFor(split: string, others: readonly string[]): string {
  const name = splitAbroad(split);
  const taken = new Set(others.map(splitAbroad));
  if (!taken.has(name)) return name;
  return `${name}-${others.filter((other) => splitAbroad(other) === name).length + 1}`;
}
