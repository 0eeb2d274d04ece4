import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../faceTable';
import type { LogitsByHead } from '../heads/multiHead';
import type { Model } from '../model';
import { batchIn, batchLengthBytes, type Batch } from '../pipeline/batch';
import { BatchMaker } from '../pipeline/batchMaker';
import type { Session } from './session';
import { answersFromViews, type See } from './views';

/** Bounds the memory of the largest feature maps; larger batches are no faster. */
export const inferenceBatchSize = 64;

/**
 * The model's answers for every face, in the table's order, from as many views as the configuration says. Between two
 * batches it gives way to messages; an abort then rejects with the signal's reason.
 */
export async function inferLogits(
  model: Model,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
  phase: string,
): Promise<LogitsByHead> {
  const { heads, context } = model.multiHead;
  const logits = heads.map((head) => new Float32Array(faces.count * head.logitsWidth));
  const maker = new BatchMaker({ configuration, context, faces, readers: [], keepCrops: false });
  try {
    const buffer = new ArrayBuffer(batchLengthBytes(maker.shape(Math.min(inferenceBatchSize, faces.count))));
    for (let done = 0; done < faces.count;) {
      session.signal.throwIfAborted();
      const batch = batchIn(buffer, maker.shape(Math.min(inferenceBatchSize, faces.count - done)));
      const see = seeing(model, maker, batch, done);
      answersFromViews(see, heads, configuration.views, model.meanPoints).forEach((values, index) => {
        logits[index]!.set(values, done * heads[index]!.logitsWidth);
      });
      done += batch.rows;
      session.report({ type: 'progress', phase, done, total: faces.count });
      await nextTurn();
    }
  } finally {
    maker.close();
  }
  return Object.fromEntries(heads.map((head, index) => [head.name, logits[index]!]));
}

function seeing(model: Model, maker: BatchMaker, batch: Batch, firstRow: number): See {
  return (viewOf) => {
    if (viewOf === null) maker.fillInOrder(batch, firstRow);
    else maker.fillViews(batch, firstRow, viewOf);
    return model.infer(batch);
  };
}
