import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { FaceTable } from '../faceTable';
import type { LogitsByHead } from '../heads/multiHead';
import type { Model } from '../model';
import { orderedBatches } from '../pipeline/orderedBatches';
import type { Session } from './session';

/** Bounds the memory of the largest feature maps; larger batches are no faster. */
export const inferenceBatchSize = 64;

/**
 * The model's answers for every face, in the table's order. Between two batches it gives way to messages;
 * an abort then rejects with the signal's reason.
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
  const images = { configuration, context, faces, readers: [] };
  let done = 0;
  for (const batch of orderedBatches(images, inferenceBatchSize)) {
    session.signal.throwIfAborted();
    model.infer(batch).forEach((values, index) => {
      logits[index]!.set(values, done * heads[index]!.logitsWidth);
    });
    done += batch.rows;
    session.report({ type: 'progress', phase, done, total: faces.count });
    await nextTurn();
  }
  return Object.fromEntries(heads.map((head, index) => [head.name, logits[index]!]));
}
