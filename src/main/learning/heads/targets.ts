import { fail } from '@shared/result';
import type { FaceTable } from '../faceTable';
import { createFaceLabels, readFaceLabels, type FaceLabels } from './faceLabels';
import type { HeadContext } from './head';

/**
 * Reads one head's target from a face's labels. Free of tensors, for the worker that prepares batches.
 *
 * The loss of a face is a sum over elements: a coordinate, a tag, or the whole face where there is one class
 * to find. The mask says of each element whether it is labelled.
 */
export interface TargetReader {
  readonly head: string;
  /** Numbers in a face's target: coordinates, one-hot classes, tags, or one number. */
  readonly targetWidth: number;
  /** Width of the mask. */
  readonly elementsPerFace: number;
  /**
   * Writes the face into row `row` of targets [rows, targetWidth] and mask [rows, elementsPerFace]: 1 labelled;
   * 0 not labelled, and then the target is 0 too. Points outside the crop count as labelled.
   * Returns how many elements are labelled: when a whole batch is, its loss needs no mask.
   */
  write(labels: FaceLabels, targets: Float32Array, mask: Float32Array, row: number): number;
}

/** One head's targets of a whole table. */
export interface HeadTargets {
  readonly count: number;
  readonly targetWidth: number;
  readonly elementsPerFace: number;
  /** Shape [count, targetWidth]. */
  readonly values: Float32Array;
  /** Shape [count, elementsPerFace]. */
  readonly mask: Float32Array;
  readonly labelledElements: number;
  /** Faces with at least one labelled element. */
  readonly labelledFaces: number;
}

export function readTargets(reader: TargetReader, faces: FaceTable, context: HeadContext): HeadTargets {
  const { targetWidth, elementsPerFace } = reader;
  const values = new Float32Array(faces.count * targetWidth);
  const mask = new Float32Array(faces.count * elementsPerFace);
  const labels = createFaceLabels(context.scheme, context.attributes);
  let labelledElements = 0;
  let labelledFaces = 0;
  for (let row = 0; row < faces.count; row += 1) {
    readFaceLabels(faces, row, labels);
    const labelled = reader.write(labels, values, mask, row);
    labelledElements += labelled;
    if (labelled > 0) labelledFaces += 1;
  }
  return { count: faces.count, targetWidth, elementsPerFace, values, mask, labelledElements, labelledFaces };
}

/** Training a head on nothing is a mistake that no loss would show. */
export function requireLabels(head: string, targets: HeadTargets): void {
  if (targets.labelledElements > 0) return;
  fail(
    'head-without-labels',
    `The head "${head}" cannot be trained: none of the ${targets.count} faces has a label for it. ` +
      'Label some faces, or leave the head out.',
    { head, faces: targets.count },
  );
}
