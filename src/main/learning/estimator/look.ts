import { setImmediate as nextTurn } from 'node:timers/promises';
import { mirrorPermutation } from '@shared/domain/landmarkScheme';
import type { RunConfiguration } from '@shared/learning/configuration';
import { mirrorOf } from '../augmentation/mirror';
import type { FaceTable } from '../faceTable';
import type { Head, HeadContext } from '../heads/head';
import { headPoints } from '../heads/landmarkTargets';
import type { LogitsByHead } from '../heads/multiHead';
import type { Model } from '../model';
import type { Batch } from '../pipeline/batch';
import { orderedBatches } from '../pipeline/orderedBatches';
import { inferenceBatchSize } from './inference';
import type { Session } from './session';

/** Of every face in the table's order, as `Model.look` has it; `mirrored`: logits of the mirror images, mirrored back. */
export interface LookedFaces {
  readonly features: Float32Array;
  readonly logits: LogitsByHead;
  readonly mirrored: LogitsByHead;
}

/** Gives way to messages between two batches; an abort then rejects with the signal's reason. */
export async function lookAtFaces(
  model: Model,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
): Promise<LookedFaces> {
  const { heads, context } = model.multiHead;
  const empty = (): Float32Array[] => heads.map((head) => new Float32Array(faces.count * head.logitsWidth));
  const [logits, mirrored] = [empty(), empty()];
  const features = new Float32Array(faces.count * model.featureWidth);
  let done = 0;
  for (const batch of orderedBatches({ configuration, context, faces, readers: [] }, inferenceBatchSize)) {
    session.signal.throwIfAborted();
    const looked = model.look(batch);
    features.set(looked.features, done * model.featureWidth);
    const ofMirror = model.infer(mirrorImage(batch));
    heads.forEach((head, index) => {
      const at = done * head.logitsWidth;
      logits[index]!.set(looked.logits[index]!, at);
      mirrored[index]!.set(mirroredBack(head, context, ofMirror[index]!), at);
    });
    done += batch.rows;
    session.report({ type: 'progress', phase: 'looking at faces', done, total: faces.count });
    await nextTurn();
  }
  const byHead = (values: readonly Float32Array[]): LogitsByHead =>
    Object.fromEntries(heads.map((head, index) => [head.name, values[index]!]));
  return { features, logits: byHead(logits), mirrored: byHead(mirrored) };
}

/** Left and right exchanged, in memory of its own. */
function mirrorImage(batch: Batch): Batch {
  const { rows, sizePx, images } = batch;
  const mirrored = new Float32Array(rows * sizePx * sizePx * 3);
  for (let line = 0; line < rows * sizePx; line += 1) {
    for (let x = 0; x < sizePx; x += 1) {
      const from = (line * sizePx + x) * 3;
      mirrored.set(images.subarray(from, from + 3), (line * sizePx + sizePx - 1 - x) * 3);
    }
  }
  return { ...batch, images: mirrored };
}

/** What a head says of a mirror image as it would say it of the image. Numbers of a face stay what they are. */
function mirroredBack(head: Head, context: HeadContext, logits: Float32Array): Float32Array {
  const { target, kind } = head.configuration;
  const width = head.logitsWidth;
  if (target.from === 'attribute') {
    const values = mirrorOf(context.scheme, context.attributes).values.get(target.attribute);
    // One logit alone is of the second of two values.
    if (!values || kind === 'regression' || kind === 'poisson') return logits;
    if (width === 1) return values[0] === 1 ? logits.map((logit) => -logit) : logits;
    return logits.map((_, index) => logits[index - (index % width) + values[index % width]!]!);
  }
  // Coordinates that are scaled by extremes cannot be mirrored.
  if (target.from === 'landmarks-min-max') return logits;
  const points = headPoints(head.configuration, context);
  const partners = mirrorPermutation(context.scheme);
  return logits.map((_, index) => {
    const [place, axis] = [Math.floor((index % width) / 2), index % 2];
    const partner = points.indexOf(partners[points[place]!]!);
    // A point whose partner the head does not predict is left as it is said of the image's other side.
    const from = index - (index % width) + (partner < 0 ? place : partner) * 2 + axis;
    return axis === 0 ? 1 - logits[from]! : logits[from]!;
  });
}
