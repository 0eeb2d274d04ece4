import type { RunConfiguration } from '@shared/learning/configuration';
import type { Failure } from '@shared/result';
import type { FaceTable } from '../faceTable';
import type { HeadContext } from '../heads/head';

/** What the batch worker is started with. */
export interface BatchWorkerData {
  readonly configuration: RunConfiguration;
  readonly context: HeadContext;
  readonly faces: FaceTable;
  /** Number of the first sample to draw, counted from the run's beginning. */
  readonly firstSample: number;
  /** Memory of the batches under way, each of `batchLengthBytes`. */
  readonly slots: readonly SharedArrayBuffer[];
}

/** Trainer → worker: this slot has been read and may be filled again. */
export interface FreeSlot {
  readonly slot: number;
}

/** Worker → trainer, in the order of the samples. After a failure nothing follows. */
export type FromBatchWorker =
  { readonly type: 'filled'; readonly slot: number } | { readonly type: 'failed'; readonly failure: Failure };
