import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunConfiguration } from '@shared/learning/configuration';
import { advisedLogits } from '../adviser/advice';
import type { FaceTable } from '../faceTable';
import { pooledLooks, type Looks } from '../heads/firstLook';
import type { Head } from '../heads/head';
import type { LogitsByHead } from '../heads/multiHead';
import type { FrozenModel } from '../frozenModel';
import type { Model } from '../model';
import { batchIn, batchLengthBytes, type Batch } from '../pipeline/batch';
import { BatchMaker } from '../pipeline/batchMaker';
import type { Session } from './session';
import { looksFromViews, type ViewOf } from './views';

/** Bounds the memory of the largest feature maps; larger batches are no faster. */
const inferenceBatchSize = 64;

/** Some faces of a table, which can be seen one way after another. */
export interface SeenBatch {
  /** Where they begin in the table. */
  readonly firstRow: number;
  /** In memory that the next way of seeing them takes. */
  readonly show: (viewOf: ViewOf | null) => Batch;
}

/**
 * Every face of a table, batch by batch. Between two batches it gives way to messages; an abort then rejects with the
 * signal's reason.
 */
export async function inBatches(
  model: Model,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
  phase: string,
  work: (batch: SeenBatch) => void,
): Promise<void> {
  const { context } = model.multiHead;
  const maker = new BatchMaker({ configuration, context, faces, readers: [], keepCrops: false });
  try {
    const buffer = new ArrayBuffer(batchLengthBytes(maker.shape(Math.min(inferenceBatchSize, faces.count))));
    for (let firstRow = 0; firstRow < faces.count; firstRow += inferenceBatchSize) {
      session.signal.throwIfAborted();
      const batch = batchIn(buffer, maker.shape(Math.min(inferenceBatchSize, faces.count - firstRow)));
      const show = (viewOf: ViewOf | null): Batch => {
        if (viewOf === null) maker.fillInOrder(batch, firstRow);
        else maker.fillViews(batch, firstRow, viewOf);
        return batch;
      };
      work({ firstRow, show });
      session.report({ type: 'progress', phase, done: firstRow + batch.rows, total: faces.count });
      await nextTurn();
    }
  } finally {
    maker.close();
  }
}

/** Answers for faces, in the order of their table. */
export interface Answers {
  /** Of the run's network by itself. */
  readonly own: LogitsByHead;
  /** What is answered: the same, and of heads that are advised with the adviser's word. */
  readonly logits: LogitsByHead;
}

/**
 * The model's answers for every face from as many views as the configuration says, and of an adviser where its word counts. Gives way
 * and stops as `inBatches` does. Fails with `model-missing` or `model-broken` where there is an adviser.
 */
export async function inferAnswers(
  frozen: FrozenModel,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
  phase: string,
): Promise<Answers> {
  const { firstLookShares, advice } = frozen.model;
  const looks = await inferLooks(frozen, configuration, faces, session, phase);
  const own = pooledLooks(looks, firstLookShares);
  return { own, logits: advisedLogits(own, looks.told, advice) };
}

/** What the network says of faces, and what an adviser tells, of the heads that it advises. */
export interface AdvisedLooks extends Looks {
  readonly told: LogitsByHead;
}

/** The same before anything is weighed. */
export async function inferLooks(
  frozen: FrozenModel,
  configuration: RunConfiguration,
  faces: FaceTable,
  session: Session,
  phase: string,
): Promise<AdvisedLooks> {
  const { model } = frozen;
  const { heads } = model.multiHead;
  const [first, last] = [new LogitsOfFaces(heads, faces), new LogitsOfFaces(heads, faces)];
  const advised = heads.filter(({ name }) => name in model.advice);
  const told = new LogitsOfFaces(advised, faces);
  await inBatches(model, configuration, faces, session, phase, ({ firstRow, show }) => {
    const see = (viewOf: ViewOf | null): readonly Float32Array[] => frozen.infer(show(viewOf));
    const looks = looksFromViews(see, heads, configuration.views, model.alignedShape);
    first.put(firstRow, looks.first);
    last.put(firstRow, looks.last);
    if (advised.length > 0) {
      const byHead = frozen.advise(show(looks.lastView));
      told.put(
        firstRow,
        advised.map(({ name }) => byHead[name]!),
      );
    }
  });
  return { first: first.byHead(), last: last.byHead(), told: told.byHead() };
}

/** Logits of a table's faces by heads, as they come in. */
export class LogitsOfFaces {
  private readonly values: readonly Float32Array[];

  constructor(
    private readonly heads: readonly Head[],
    faces: FaceTable,
  ) {
    this.values = heads.map((head) => new Float32Array(faces.count * head.logitsWidth));
  }

  /** @param answers of the faces from `firstRow` on, in the order of the heads. */
  put(firstRow: number, answers: readonly Float32Array[]): void {
    this.heads.forEach((head, index) => {
      this.values[index]!.set(answers[index]!, firstRow * head.logitsWidth);
    });
  }

  byHead(): LogitsByHead {
    return Object.fromEntries(this.heads.map((head, index) => [head.name, this.values[index]!]));
  }
}
