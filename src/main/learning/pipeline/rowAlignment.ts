import type { RunConfiguration } from '@shared/learning/configuration';
import type { Affine } from '../augmentation/affine';
import { alignmentOf } from '../augmentation/alignment';
import type { FaceTable } from '../faceTable';
import type { FaceLabels } from '../heads/faceLabels';
import type { Head, HeadContext } from '../heads/head';
import { alignedShape, aligningHead } from '../heads/places';

/** What a second view of a face would be by its labelled points; null where not all of them are labelled. */
export type AlignmentOf = (labels: FaceLabels) => Affine | null;

/** Null where the augmentation shows no face as a second view does, or no head could turn it. */
export function rowAlignment(
  { augmentation, views }: RunConfiguration,
  heads: readonly Head[],
  context: HeadContext,
  faces: FaceTable,
): AlignmentOf | null {
  const head = aligningHead(heads);
  if (!augmentation?.realigned || !head) return null;
  const reader = head.targetReader(faces);
  const shape = alignedShape(heads, context, faces, views?.closer)!;
  const points = new Float32Array(reader.targetWidth);
  const mask = new Float32Array(reader.elementsPerFace);
  return (labels) => {
    const labelled = reader.write(labels, points, mask, 0);
    return labelled === points.length ? alignmentOf(points, shape, views?.closer) : null;
  };
}
