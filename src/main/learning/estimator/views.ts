import type { ViewsConfiguration } from '@shared/learning/configuration';
import { predictsPlaces, realignments } from '@shared/learning/views';
import { identity, inverseOf, mirrored, movePoints, type Affine } from '../augmentation/affine';
import { alignmentOf } from '../augmentation/alignment';
import type { Head } from '../heads/head';
import { aligningHead } from '../heads/places';

/** How the face at each place of a batch is moved before it is seen. */
export type ViewOf = (place: number) => Affine;
/** The network's answers for a batch of faces, each seen from its view, or as it is: by head, [rows, logitsWidth]. */
export type See = (viewOf: ViewOf | null) => readonly Float32Array[];

const oneView: ViewsConfiguration = { mirrored: false, realigned: false };

/** Answers by head, [rows, logitsWidth]: at first sight, and from all the views after it. */
export interface SeenLooks {
  readonly first: readonly Float32Array[];
  readonly last: readonly Float32Array[];
  /** The last view that is no mirror image. */
  readonly lastView: ViewOf | null;
}

/**
 * Answers for a batch from the views that `views` asks for, in the terms of the first one.
 *
 * Realigned: a face that stands upright in the middle, at the usual size, is easier than one that does not; so the
 * network looks again at each face as its points say.
 *
 * @param shape that realigned views are turned to, in the order of the aligning head; null for none.
 */
export function looksFromViews(
  see: See,
  heads: readonly Head[],
  views: ViewsConfiguration = oneView,
  shape: ArrayLike<number> | null = null,
): SeenLooks {
  const first = see(null);
  let answers = first;
  const head = views.realigned && shape ? aligningHead(heads) : null;
  let alignments: readonly Affine[] | null = null;
  for (let round = 0; head && round < realignments; round += 1) {
    const points = answers[heads.indexOf(head)]!.slice();
    if (alignments) moveBack(points, alignments);
    const next: readonly Affine[] = alignmentsOf(points, head.logitsWidth, shape!, views.closer);
    answers = see((place) => next[place]!);
    alignments = next;
  }
  if (views.mirrored) {
    const ofMirrorImages = see((place) => mirrored(alignments?.[place] ?? identity));
    answers = averaged(heads, answers, ofMirrorImages);
  }
  if (!alignments) return { first, last: answers, lastView: null };
  const ofLastView = alignments;
  heads.forEach(({ configuration }, index) => {
    if (predictsPlaces(configuration)) moveBack(answers[index]!, ofLastView);
  });
  return { first, last: answers, lastView: (place) => ofLastView[place]! };
}

/** @param points of faces in their first view, [faces, width]. */
function alignmentsOf(
  points: Float32Array,
  width: number,
  shape: ArrayLike<number>,
  closer?: number,
): readonly Affine[] {
  return Array.from({ length: points.length / width }, (_, place) => {
    return alignmentOf(points.subarray(place * width, (place + 1) * width), shape, closer) ?? identity;
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

/** Places in a realigned view become places in the first, in place. */
function moveBack(points: Float32Array, alignments: readonly Affine[]): void {
  const width = points.length / alignments.length;
  alignments.forEach((alignment, place) => {
    movePoints(points.subarray(place * width, (place + 1) * width), inverseOf(alignment));
  });
}
