import { batchIn, batchLengthBytes, type Batch } from './batch';
import { BatchMaker, type BatchMakerOptions } from './batchMaker';

/**
 * Every face once, in the table's order, without augmentation: for evaluation and prediction. The last batch
 * is smaller. A batch is good until the next one is asked for.
 */
export function* orderedBatches(
  options: Omit<BatchMakerOptions, 'keepCrops'>,
  batchSize: number,
): Generator<Batch, void, undefined> {
  const { count } = options.faces;
  const maker = new BatchMaker({ ...options, keepCrops: false });
  try {
    const buffer = new ArrayBuffer(batchLengthBytes(maker.shape(Math.min(batchSize, count))));
    for (let firstRow = 0; firstRow < count; firstRow += batchSize) {
      const batch = batchIn(buffer, maker.shape(Math.min(batchSize, count - firstRow)));
      maker.fillInOrder(batch, firstRow);
      yield batch;
    }
  } finally {
    maker.close();
  }
}
