import { Worker } from 'node:worker_threads';
import type { RunConfiguration } from '@shared/learning/configuration';
import { ExpectedError, fail, failureOf } from '@shared/result';
import { mainEntry } from '../../outFolder';
import type { FaceTable } from '../faceTable';
import type { HeadContext } from '../heads/head';
import { createMultiHead } from '../heads/multiHead';
import { batchIn, batchLengthBytes, type Batch } from './batch';
import type { BatchWorkerData, FreeSlot, FromBatchWorker } from './workerMessages';

/** Batches made ahead of the network. More would only take memory: the worker is several times faster. */
const slotsAhead = 4;

export interface TrainingBatchesOptions {
  readonly configuration: RunConfiguration;
  readonly context: HeadContext;
  readonly faces: FaceTable;
  /** Samples that the run has already seen: 0, or where the resumed run stopped. */
  readonly firstSample: number;
}

/**
 * A run's endless sequence of shuffled, augmented batches, decided by the seed and the position alone.
 * `next` hands out a batch that is good until the next call, and rejects with the worker's failure.
 */
export class TrainingBatches {
  private readonly filled: number[] = [];
  private readonly batches: readonly Batch[];
  private readonly worker: Worker;
  private lent: number | null = null;
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  private constructor(options: TrainingBatchesOptions) {
    const { configuration, context, faces } = options;
    const shape = {
      rows: configuration.batchSize,
      sizePx: configuration.input.sizePx,
      heads: createMultiHead(configuration.heads, context).targetReaders(faces),
    };
    const slots = Array.from({ length: slotsAhead }, () => new SharedArrayBuffer(batchLengthBytes(shape)));
    this.batches = slots.map((slot) => batchIn(slot, shape));
    const workerData: BatchWorkerData = {
      configuration,
      context,
      faces,
      firstSample: options.firstSample,
      slots,
    };
    this.worker = new Worker(mainEntry('batchWorker'), { workerData });
    this.worker.on('message', (message: FromBatchWorker) => this.receive(message));
    this.worker.on('error', (error) => this.stopWith(new ExpectedError(failureOf(error), { cause: error })));
    this.worker.on('exit', () => this.stopWith(new Error('The thread that prepares batches has ended.')));
    slots.forEach((_, slot) => this.release(slot));
  }

  /** Fails with `no-faces` when there is nothing to draw from. */
  static open(options: TrainingBatchesOptions): TrainingBatches {
    if (options.faces.count === 0) {
      fail('no-faces', 'There are no faces to train on. Import some, or choose another split.');
    }
    return new TrainingBatches(options);
  }

  async next(): Promise<Batch> {
    if (this.lent !== null) this.release(this.lent);
    this.lent = null;
    while (this.filled.length === 0) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.lent = this.filled.shift()!;
    return this.batches[this.lent]!;
  }

  async close(): Promise<void> {
    this.worker.removeAllListeners('exit');
    await this.worker.terminate();
  }

  private release(slot: number): void {
    const message: FreeSlot = { slot };
    this.worker.postMessage(message);
  }

  private receive(message: FromBatchWorker): void {
    if (message.type === 'failed') {
      this.stopWith(new ExpectedError(message.failure));
      return;
    }
    this.filled.push(message.slot);
    this.wake();
  }

  private stopWith(failure: Error): void {
    this.failure ??= failure;
    this.wake();
  }
}
