import * as tf from '@tensorflow/tfjs-core';
import type { TargetBatch } from '../heads/trainingLoss';
import type { Batch, HeadBatch } from '../pipeline/batch';

/** The heads' targets of a batch as tensors, in the order of the heads. */
export function targetsOfAll(batch: Batch): TargetBatch[] {
  return batch.heads.map((head) => targetsOf(head, batch.rows));
}

export function targetsOf(head: HeadBatch, rows: number): TargetBatch {
  const labelledElements = head.labelledElements[0]!;
  const everyElement = rows * head.elementsPerFace;
  return {
    values: tf.tensor2d(head.targets, [rows, head.targetWidth]),
    mask: labelledElements === everyElement ? null : tf.tensor2d(head.mask, [rows, head.elementsPerFace]),
    labelledElements,
  };
}
