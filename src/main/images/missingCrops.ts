import type { Problem } from '@shared/contract/jobs';
import type { JobContext } from '../jobs/context';
import type { CachedCropRequest, CropKey } from './cachedCrop';
import type { CropBatch } from './crop';
import type { CropPackFile } from './cropPackFile';
import type { CropReader } from './cropReader';
import { bytesOfCrop, type CropSpecification } from './region';

/** A message to a reader's thread, and a write to the pack: large enough that neither's own cost counts. */
const cropsAtOnce = 32;

export interface CropMaking {
  readonly specification: CropSpecification;
  readonly reader: CropReader;
  readonly context: JobContext;
}

export interface MadeCrops {
  readonly rows: ReadonlyMap<CropKey, number>;
  readonly problems: readonly Problem[];
}

/** Reads the missing crops with all of the reader's threads, and appends each chunk as it comes. */
export async function readMissingCrops(
  packFile: CropPackFile,
  missing: ReadonlyMap<CropKey, CachedCropRequest>,
  { reader, specification, context }: CropMaking,
): Promise<MadeCrops> {
  const entries = [...missing];
  const cropBytes = bytesOfCrop(specification);
  const rows = new Map<CropKey, number>();
  const problems: Problem[] = [];
  let next = 0;
  let done = 0;
  let lastWrite: Promise<void> = Promise.resolve();

  async function store(chunk: readonly [CropKey, CachedCropRequest][], batch: CropBatch): Promise<void> {
    const keys: CropKey[] = [];
    for (const [position, origin] of batch.origins.entries()) {
      const [key, request] = chunk[position]!;
      if ('error' in origin) {
        problems.push({
          file: request.imageFile,
          code: origin.error.code,
          reason: origin.error.message,
        });
        continue;
      }
      const from = position * cropBytes;
      batch.pixels.copyWithin(keys.length * cropBytes, from, from + cropBytes);
      keys.push(key);
    }
    const firstRow = packFile.rowCount;
    await packFile.append(keys, batch.pixels.subarray(0, keys.length * cropBytes));
    for (const [position, key] of keys.entries()) rows.set(key, firstRow + position);
    done += chunk.length;
    context.progress({ phase: 'reading crops', done, total: entries.length });
  }

  async function work(): Promise<void> {
    while (next < entries.length) {
      context.signal.throwIfAborted();
      const chunk = entries.slice(next, (next += cropsAtOnce));
      const requests = chunk.map(([, { imageFile, region }]) => ({
        file: imageFile,
        framing: { kind: 'region', region } as const,
      }));
      const batch = await reader.read(requests, specification);
      // One write at a time, since each begins where the one before it ended.
      const write = lastWrite.then(() => store(chunk, batch));
      lastWrite = write;
      await write;
    }
  }

  // One more in flight than there are threads, so that none waits for the main thread.
  const workers = await Promise.allSettled(Array.from({ length: reader.threads + 1 }, work));
  const failed = workers.find((worker) => worker.status === 'rejected');
  if (failed) throw failed.reason;
  // Chunks end in any order; a person reads the list in the order of the photos.
  const orderOf = new Map(entries.map(([, { imageFile }], index) => [imageFile, index]));
  problems.sort((first, second) => orderOf.get(first.file)! - orderOf.get(second.file)!);
  return { rows, problems };
}
