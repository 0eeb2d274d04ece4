import type { Problem } from '@shared/contract/jobs';
import { oneLine, quoted, type LabelledFace } from './record';

/** More is no name of a split, and folders and files of exports are called by it. */
const mostCharacters = 100;

/** Leaves the names of splits out that are too long: the face then belongs to the split of those without one. */
export function withoutLongSplits(found: readonly LabelledFace[]): {
  readonly faces: readonly LabelledFace[];
  readonly problems: readonly Problem[];
} {
  const left = new Map<string, { readonly first: LabelledFace; faces: number }>();
  const faces = found.map((face): LabelledFace => {
    const { split } = face;
    if (split === null || split.length <= mostCharacters) return face;
    const known = left.get(split);
    if (known) known.faces += 1;
    else left.set(split, { first: face, faces: 1 });
    return { ...face, split: null };
  });
  return { faces, problems: [...left].map(([split, use]) => problemOf(split, use.first, use.faces)) };
}

function problemOf(split: string, { origin: { file, line } }: LabelledFace, faces: number): Problem {
  const times = faces === 1 ? 'one face' : `${faces.toLocaleString('en')} faces`;
  const reason = `the split’s name ${quoted(split)} has ${split.length.toLocaleString('en')} characters, and at most ${mostCharacters} are taken: left out of ${times}`;
  return { file, ...(line === null ? {} : { line }), code: 'split-too-long', reason: oneLine(reason) };
}
