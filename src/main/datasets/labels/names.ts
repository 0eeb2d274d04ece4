/**
 * Names that other tools and data sets use for the same thing, each group led by its own plainest. One place for all
 * formats. Left and right are as the file has them: whose left is meant, only the places of the points tell.
 */
const pointNames: readonly (readonly string[])[] = [
  bothOrders('left', 'eye', [
    'leye',
    'left eye center',
    'left eye centre',
    'left pupil',
    'pupil left',
    'eye center left',
  ]),
  bothOrders('right', 'eye', [
    'reye',
    'right eye center',
    'right eye centre',
    'right pupil',
    'pupil right',
    'eye center right',
  ]),
  ['nose', 'nose tip', 'tip of nose', 'nose point', 'pronasale', 'nose center'],
  bothOrders('left', 'mouth', [
    'left mouth corner',
    'mouth left corner',
    'mouth corner left',
    'left lip corner',
    'lmouth',
  ]),
  bothOrders('right', 'mouth', [
    'right mouth corner',
    'mouth right corner',
    'mouth corner right',
    'right lip corner',
    'rmouth',
  ]),
];

const attributeNames: readonly (readonly string[])[] = [
  ['gender', 'sex'],
  ['smile', 'smiling', 'smiles', 'is smiling'],
  ['glasses', 'eyeglasses', 'spectacles', 'wears glasses', 'wearing glasses', 'has glasses'],
  ['pose', 'head pose', 'orientation', 'head orientation'],
];

const valueNames: readonly (readonly string[])[] = [
  ['yes', 'true', 'y', 't', '1', 'on'],
  ['no', 'false', 'n', 'f', '0', '-1', 'off', 'none'],
  ['male', 'm', 'man'],
  ['female', 'f', 'woman'],
  ['left profile', 'profile left', 'full left'],
  ['right profile', 'profile right', 'full right'],
  ['frontal', 'front', 'center', 'straight'],
];

const splitNames: readonly (readonly string[])[] = [
  ['training', 'train'],
  ['testing', 'test'],
  ['validation', 'val', 'valid', 'dev'],
];

function bothOrders(side: string, part: string, others: readonly string[]): string[] {
  return [`${side} ${part}`, `${part} ${side}`, `${side[0]!} ${part}`, `${part} ${side[0]!}`, ...others];
}

/** Letters and digits of any script in one case: `Left-Eye`, `left_eye` and `leftEye` are one name. */
export function normalised(name: string): string {
  // A number is itself: -1 is not 1.
  if (/^\s*[-+]?\d+(\.\d+)?\s*$/.test(name)) return String(Number(name));
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function groupsOf(names: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [group, members] of names.entries()) {
    for (const name of new Set(members.map(normalised)))
      groups.set(name, [...(groups.get(name) ?? []), group]);
  }
  return groups;
}

const tables = {
  point: groupsOf(pointNames),
  attribute: groupsOf(attributeNames),
  value: groupsOf(valueNames),
} as const;
export type NameKind = keyof typeof tables;

/** Something of the project that a file may name. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** How well a file's name fits something of the project: 3 its id, 2 its name or alias, 1 a table's word, 0 not. */
export function likeness(kind: NameKind, name: string, known: Known): 0 | 1 | 2 | 3 {
  if (name === known.id) return 3;
  const word = normalised(name);
  if (word === '') return 0;
  const own = [known.id, known.name, ...(known.aliases ?? [])].map(normalised);
  if (own.includes(word)) return 2;
  const groups = tables[kind].get(word) ?? [];
  return own.some((other) => tables[kind].get(other)?.some((group) => groups.includes(group))) ? 1 : 0;
}

/** The project's name for a split that a file or folder names. */
export function splitNamed(name: string): string {
  return knownSplit(name) ?? name;
}

/** The project's name for one of the splits that everybody has; null for every other word. */
export function knownSplit(name: string): string | null {
  const word = normalised(name);
  return splitNames.find((group) => group.includes(word))?.[0] ?? null;
}

/** A well-known split among the words of a file's name: `person_keypoints_val2017` → validation. */
export function splitInName(name: string): string | null {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return splitNames.find((group) => group.some((split) => words.includes(split)))?.[0] ?? null;
}

/** How other tools call a split, for their folders and files. */
export function splitAbroad(split: string): string {
  const known = splitNames.find(([own]) => own === split);
  return known ? known[1]! : split.replace(/[^\p{L}\p{N}_-]+/gu, '_') || '_';
}
