import type { Problem } from '@shared/contract/jobs';
import { ExpectedError } from '@shared/result';
import { knownSplit } from '../names';
import { oneLine, quoted } from '../record';
import type { LabelTree } from '../tree';
import type { YoloDataset } from './dataset';
import { Folder, List, type Place } from './places';
import { commonEnd, isAbsolute, stepsOf, withoutEnding } from './steps';

export interface FoundSplits {
  /** Of each label file; null where nothing tells. */
  readonly splits: ReadonlyMap<string, string | null>;
  /** Texts that list a split's images, and are no labels. */
  readonly lists: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * The split of each label file as a data set's YAML file (`yaml`) says it, which names folders of images or texts that list
 * images, some relative to itself, to `path` or to another machine's disk. What it says nothing of belongs to the split that a
 * folder is called by. A split that it names and of which there is no label file is a problem.
 */
export async function splitsOf(
  { places, path }: YoloDataset,
  yaml: string,
  files: readonly string[],
  tree: LabelTree,
): Promise<FoundSplits> {
  const home = yaml.split('/').slice(0, -1);
  const lists = new Set<string>();
  const problems: Problem[] = [];
  const found: Place[] = [];
  for (const place of places) {
    const list = listAt(place.place, home, tree.paths);
    if (list !== null) lists.add(list);
    try {
      found.push(list === null ? new Folder(place, home, path) : new List(place, await tree.readText(list)));
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError)) throw thrown;
      problems.push({ file: list ?? yaml, code: thrown.code, reason: thrown.message });
    }
  }
  const splits = new Map<string, string | null>();
  for (const file of files.filter((one) => !lists.has(one))) {
    splits.set(file, declaredSplit(file, found) ?? folderSplit(file));
  }
  return { splits, lists, problems: [...problems, ...found.flatMap((place) => unmatched(place, yaml))] };
}

/** The text that a place names; null for a folder. Only what lies in the data set is looked at. */
function listAt(place: string, home: readonly string[], paths: readonly string[]): string | null {
  if (!/\.txt$/i.test(place)) return null;
  const steps = stepsOf(place);
  const beside = [...home, ...steps].join('/');
  if (paths.includes(beside)) return beside;
  const fits = (path: string): boolean => {
    const count = commonEnd(steps, path.split('/'));
    return count === steps.length || (isAbsolute(place) && count === path.split('/').length);
  };
  return paths.find(fits) ?? null;
}

/** By the place that fits best; of several, the first. */
function declaredSplit(file: string, places: readonly Place[]): string | null {
  const steps = withoutEnding(file).split('/');
  let best: { readonly split: string; readonly match: number } | null = null;
  for (const place of places) {
    const match = place.match(steps);
    if (match === null) continue;
    place.isThere = true;
    if (best === null || match > best.match) best = { split: place.said.split, match };
  }
  return best?.split ?? null;
}

function folderSplit(file: string): string | null {
  const named = file.split('/').slice(0, -1).map(knownSplit);
  return named.find((split) => split !== null) ?? null;
}

/** Not of other words that stand in such a file, such as an author's name. */
function unmatched({ isThere, said: { key, place } }: Place, yaml: string): Problem[] {
  if (isThere || (knownSplit(key) === null && !stepsOf(place).includes('images'))) return [];
  const reason = `it says that its split ${quoted(key)} is in ${quoted(place)}, and no label file belongs there`;
  return [{ file: yaml, code: 'split-unmatched', reason: oneLine(reason) }];
}
