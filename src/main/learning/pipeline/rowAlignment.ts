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
  const shape = augmentation?.realigned ? alignedShape(heads, context, faces, views?.closer) : null;
  return shape && alignmentTo(shape, heads, faces, views?.closer);
}

/** @param shape as `alignedShape` has it, of heads of which one aligns. */
export function alignmentTo(
  shape: Float32Array,
  heads: readonly Head[],
  faces: FaceTable,
  closer?: number,
): AlignmentOf {
  const reader = aligningHead(heads)!.targetReader(faces);
  const points = new Float32Array(reader.targetWidth);
  const mask = new Float32Array(reader.elementsPerFace);
  return (labels) => {
    const labelled = reader.write(labels, points, mask, 0);
    return labelled === points.length ? alignmentOf(points, shape, closer) : null;
  };
}
