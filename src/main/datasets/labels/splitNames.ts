import { splitAbroad } from './names';

/** What each split's folder or file is called; two splits may become the same word, and the later then has a number. */
export class SplitNames {
  private readonly names = new Map<string, string>();

  of(split: string): string {
    const known = this.names.get(split);
    if (known !== undefined) return known;
    const word = splitAbroad(split);
    const alike = [...this.names.keys()].filter((other) => splitAbroad(other) === word).length;
    const name = alike === 0 ? word : `${word}-${alike + 1}`;
    this.names.set(split, name);
    return name;
  }

  /** Of the splits so far, in their order. */
  get all(): readonly string[] {
    return [...this.names.values()];
  }

  /** The project's name for each of them. */
  get splits(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.names].map(([split, name]) => [name, split]));
  }
}
