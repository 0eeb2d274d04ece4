import type { ViewsConfiguration } from '@shared/learning/configuration';
import { identity, inverseOf, mirrored, movePoints, type Affine } from '../augmentation/affine';
import { alignmentOf } from '../augmentation/alignment';
import type { Head } from '../heads/head';
import { aligningHead, predictsPlaces } from '../heads/places';

/** How the face at each place of a batch is moved before it is seen. */
export type ViewOf = (place: number) => Affine;
/** The network's answers for a batch of faces, each seen from its view, or as it is: by head, [rows, logitsWidth]. */
export type See = (viewOf: ViewOf | null) => readonly Float32Array[];

const oneView: ViewsConfiguration = { mirrored: false, realigned: false };

/**
 * Answers for a batch from the views that `views` asks for, in the terms of the first one.
 *
 * Realigned: what the network has learnt of faces it has learnt of faces that stand upright in the middle, more or
 * less; so it looks again at each face as its first points say, and that second answer counts.
 *
 * @param meanPoints of the faces that it was trained on, in the order of the aligning head; null for none.
 */
export function answersFromViews(
  see: See,
  heads: readonly Head[],
  views: ViewsConfiguration = oneView,
  meanPoints: ArrayLike<number> | null = null,
): readonly Float32Array[] {
  const first = see(null);
  const alignments = views.realigned && meanPoints ? alignmentsOf(first, heads, meanPoints) : null;
  const straight = alignments ? see((place) => alignments[place]!) : first;
  const answers = views.mirrored
    ? averaged(
        heads,
        straight,
        see((place) => mirrored(alignments?.[place] ?? identity)),
      )
    : straight;
  if (alignments) {
    heads.forEach((head, index) => predictsPlaces(head) && movedBack(answers[index]!, alignments));
  }
  return answers;
}

function alignmentsOf(
  answers: readonly Float32Array[],
  heads: readonly Head[],
  meanPoints: ArrayLike<number>,
): readonly Affine[] | null {
  const head = aligningHead(heads);
  if (!head) return null;
  const points = answers[heads.indexOf(head)]!;
  const width = head.logitsWidth;
  return Array.from({ length: points.length / width }, (_, place) => {
    return alignmentOf(points.subarray(place * width, (place + 1) * width), meanPoints) ?? identity;
  });
}

/** Of the faces and of their mirror images, where a head can tell the one from the other. */
function averaged(
  heads: readonly Head[],
  answers: readonly Float32Array[],
  ofMirrorImages: readonly Float32Array[],
): readonly Float32Array[] {
  return heads.map((head, index) => {
    const own = answers[index]!;
    const others = head.mirrored?.(ofMirrorImages[index]!);
    return others ? own.map((value, place) => (value + others[place]!) / 2) : own;
  });
}

/** Places in the second view become places in the first, in place. */
function movedBack(points: Float32Array, alignments: readonly Affine[]): void {
  const width = points.length / alignments.length;
  alignments.forEach((alignment, place) => {
    movePoints(points.subarray(place * width, (place + 1) * width), inverseOf(alignment));
  });
}
