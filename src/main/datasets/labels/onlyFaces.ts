import type { Problem } from '@shared/contract/jobs';
import { oneLine, quoted, type LabelledFace } from './record';

/** Words for a face, in whatever case, as the names of categories, classes and boxes have them. */
const faceWords = new Set([
  'face',
  'faces',
  'head',
  'heads',
  'visage',
  'gesicht',
  'volto',
  'viso',
  'cara',
  'rostro',
]);

/**
 * Leaves boxes of other things out where the files call some things faces: data sets name dogs and chairs, too. What has
 * a labelled point stays, and everything does where nothing is called a face.
 */
export function onlyFaces(found: readonly LabelledFace[]): {
  readonly faces: readonly LabelledFace[];
  readonly problems: readonly Problem[];
} {
  if (!found.some(isCalledFace)) return { faces: found, problems: [] };
  const isOther = (one: LabelledFace): boolean =>
    typeof one.kind === 'string' && one.points.size === 0 && !isCalledFace(one);
  const others = new Map<string, LabelledFace[]>();
  for (const one of found.filter(isOther)) others.set(one.kind!, [...(others.get(one.kind!) ?? []), one]);
  return {
    faces: found.filter((one) => !isOther(one)),
    problems: [...others].map(([kind, boxes]): Problem => {
      const { file, line } = boxes[0]!.origin;
      const count = boxes.length === 1 ? 'one box' : `${boxes.length.toLocaleString('en')} boxes`;
      const reason = oneLine(`${count} of ${quoted(kind)} left out: the files call other things faces`);
      return { file, ...(line === null ? {} : { line }), code: 'no-face', reason };
    }),
  };
}

/** By the word itself or as a part, as in `human_face`. */
function isCalledFace({ kind }: LabelledFace): boolean {
  return (kind ?? '').split(/[\s_-]+/).some((word) => faceWords.has(word.toLowerCase()));
}
