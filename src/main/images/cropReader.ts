import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Result } from '@shared/result';
import { mainEntry } from '../outFolder';
import { readCrops, type CropBatch, type CropRequest } from './crop';
import { lookAtPhotos, type PhotoLook, type PhotoLooking } from './photoLook';
import { ThreadedCropReader } from './threadedCropReader';
import type { CropSpecification } from './region';

/** Reads batches of crops, and looks at batches of photos, several at a time. */
export interface CropReader {
  /** Batches that are worked on at the same time; more may be asked for, and wait. */
  readonly threads: number;
  /** What requests bring decoded is the reader's from then on. */
  readonly read: (requests: readonly CropRequest[], specification: CropSpecification) => Promise<CropBatch>;
  /** One answer a file, in their order. */
  readonly look: (files: readonly string[], looking: PhotoLooking) => Promise<Result<PhotoLook>[]>;
  readonly close: () => Promise<void>;
}

/** More threads than this wait for the disk. */
const mostThreads = 8;

/**
 * A reader with a thread a core; each is started when it is first needed. Where the application is not built
 * (its sources run in a test), crops are read on the calling thread. To be closed.
 */
export function startCropReader(threads: number = Math.min(availableParallelism(), mostThreads)): CropReader {
  const entry = mainEntry('cropWorker');
  return existsSync(entry) ? new ThreadedCropReader(entry, threads) : inlineCropReader();
}

/** On the calling thread, but for what sharp does on its own. */
export function inlineCropReader(): CropReader {
  return { threads: 1, read: readCrops, look: lookAtPhotos, close: () => Promise.resolve() };
}
