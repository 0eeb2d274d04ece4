import type { TargetReader } from '../heads/targets';

/** Sizes of everything in a batch. */
export interface BatchShape {
  readonly rows: number;
  /** Side of the network's input. */
  readonly sizePx: number;
  /** In the order of the model's heads. */
  readonly heads: readonly Pick<TargetReader, 'targetWidth' | 'elementsPerFace'>[];
}

export interface HeadBatch {
  /** Shape [rows, targetWidth]. */
  readonly targets: Float32Array;
  /** 1 labelled, 0 not. Shape [rows, elementsPerFace]. */
  readonly mask: Float32Array;
  readonly targetWidth: number;
  readonly elementsPerFace: number;
  /** Labelled elements in the whole batch. Shape [1]: a number that lives in shared memory. */
  readonly labelledElements: Float32Array;
}

/** What the network is fed: plain numbers, laid out in one buffer so that threads can share it. */
export interface Batch {
  readonly rows: number;
  readonly sizePx: number;
  /** Shape [rows, sizePx, sizePx, 3]. */
  readonly images: Float32Array;
  readonly heads: readonly HeadBatch[];
}

export function batchLengthBytes(shape: BatchShape): number {
  const perHead = shape.heads.map((head) => shape.rows * (head.targetWidth + head.elementsPerFace) + 1);
  const images = shape.rows * shape.sizePx * shape.sizePx * 3;
  return Float32Array.BYTES_PER_ELEMENT * perHead.reduce((sum, length) => sum + length, images);
}

/** The first faces of a batch, in the batch's memory; all of them where there are no more. */
export function firstFaces(batch: Batch, most: number): Batch {
  const rows = Math.min(most, batch.rows);
  if (rows === batch.rows) return batch;
  const heads = batch.heads.map((head) => {
    const mask = head.mask.subarray(0, rows * head.elementsPerFace);
    const labelledElements = Float32Array.of(mask.reduce((sum, labelled) => sum + labelled, 0));
    return { ...head, targets: head.targets.subarray(0, rows * head.targetWidth), mask, labelledElements };
  });
  const images = batch.images.subarray(0, rows * batch.sizePx * batch.sizePx * 3);
  return { ...batch, rows, images, heads };
}

/** The batch that lies in `buffer` (of `batchLengthBytes` or more). */
export function batchIn(buffer: ArrayBuffer | SharedArrayBuffer, shape: BatchShape): Batch {
  let offset = 0;
  const take = (length: number): Float32Array => {
    const view = new Float32Array(buffer, offset, length);
    offset += view.byteLength;
    return view;
  };
  const { rows, sizePx } = shape;
  return {
    rows,
    sizePx,
    images: take(rows * sizePx * sizePx * 3),
    heads: shape.heads.map(({ targetWidth, elementsPerFace }) => ({
      targets: take(rows * targetWidth),
      mask: take(rows * elementsPerFace),
      targetWidth,
      elementsPerFace,
      labelledElements: take(1),
    })),
  };
}
