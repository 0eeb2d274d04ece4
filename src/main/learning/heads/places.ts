import { saysTurn } from '@shared/learning/views';
import { enlarged } from '../augmentation/alignment';
import type { FaceTable } from '../faceTable';
import type { Head, HeadContext } from './head';
import { readTargets } from './targets';

/** The head by whose points a face is turned upright: the first that can; null without one. */
export function aligningHead(heads: readonly Head[]): Head | null {
  return heads.find(({ configuration }) => saysTurn(configuration)) ?? null;
}

/**
 * What a realigned view is turned to: the aligning head's points of these faces in the mean, as fractions of the crop,
 * so many times larger. Null without such a head.
 */
export function alignedShape(
  heads: readonly Head[],
  context: HeadContext,
  faces: FaceTable,
  closer = 1,
): Float32Array | null {
  const head = aligningHead(heads);
  if (!head) return null;
  const targets = readTargets(head.targetReader(faces), faces, context);
  return enlarged(head.constantLogits(targets), closer);
}
