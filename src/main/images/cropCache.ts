import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { JobContext } from '../jobs/context';
import type { CropPack } from '../learning/faceTable';
import { withProcessLock } from '../runtime/processLock';
import { cropKey, packName, type CachedCropRequest, type CropKey } from './cachedCrop';
import { CropPackFile } from './cropPackFile';
import { readMissingCrops, type CropMaking } from './missingCrops';
import { bytesOfCrop, cropSidePx } from './region';

export interface EnsureCropsOptions extends CropMaking {
  readonly cacheFolder: string;
  readonly requests: readonly CachedCropRequest[];
}

export interface EnsuredCrops {
  readonly pack: CropPack;
  /** Row in the pack of each request, −1 where its image could not be read. */
  readonly rows: Int32Array;
  readonly problems: readonly Problem[];
  /** Crops made now, and crops that were there (each a number of different crops, not of requests). */
  readonly decoded: number;
  readonly reused: number;
  /** Of the images decoded now; 0 when none was. */
  readonly imagesPerSecond: number;
}

/**
 * The crops of all requests as one file that learning reads by row; makes those that the cache lacks, or whose
 * stored bytes are damaged (which is told as a problem of the cache's file). One pack per specification, one
 * writer at a time: a second process waits, then reuses. Stopped or killed at any moment, nothing that was
 * stored is lost, and the next call goes on. Fails with disk-full.
 */
export async function ensureCrops(options: EnsureCropsOptions): Promise<EnsuredCrops> {
  const { cacheFolder, specification, context } = options;
  await mkdir(cacheFolder, { recursive: true });
  const file = join(cacheFolder, `${packName(specification)}.rgb`);
  const onWait = (): void =>
    context.progress({
      phase: 'waiting for another process that fills the crop cache',
      done: 0,
    });
  return await withProcessLock(`${file}.lock`, { signal: context.signal, onWait }, async () => {
    const packFile = await CropPackFile.open(file, bytesOfCrop(specification));
    try {
      return await ensureInPack(packFile, options);
    } finally {
      await packFile.close();
    }
  });
}

async function ensureInPack(packFile: CropPackFile, options: EnsureCropsOptions): Promise<EnsuredCrops> {
  const { specification, requests, context } = options;
  const keys = requests.map((request) => cropKey(request, specification));
  const problems: Problem[] = [];
  const stored = await soundRows(packFile, new Set(keys), context, problems);
  const missing = new Map<CropKey, CachedCropRequest>();
  for (const [index, key] of keys.entries()) {
    if (!stored.has(key) && !missing.has(key)) missing.set(key, requests[index]!);
  }
  const reused = stored.size;
  const startedMs = performance.now();
  const made = await readMissingCrops(packFile, missing, options);
  const seconds = (performance.now() - startedMs) / 1000;
  for (const [key, row] of made.rows) stored.set(key, row);
  problems.push(...made.problems);
  return {
    pack: {
      bytes: { file: packFile.file },
      sidePx: cropSidePx(specification),
      marginPx: specification.marginPx,
    },
    rows: Int32Array.from(keys, (key) => stored.get(key) ?? -1),
    problems,
    decoded: made.rows.size,
    reused,
    imagesPerSecond: missing.size === 0 ? 0 : missing.size / seconds,
  };
}

/** Rows of the wanted keys that are in the pack and whose bytes are those that were written. */
async function soundRows(
  packFile: CropPackFile,
  wanted: ReadonlySet<CropKey>,
  context: JobContext,
  problems: Problem[],
): Promise<Map<CropKey, number>> {
  const rows = packFile.rowsByKey();
  const found = [...wanted].filter((key) => rows.has(key)).map((key) => [key, rows.get(key)!] as const);
  found.sort(([, first], [, second]) => first - second);
  context.progress({
    phase: 'checking cached crops',
    done: 0,
    total: found.length,
  });
  const damaged = await packFile.findDamaged(
    found.map(([, row]) => row),
    context.signal,
  );
  if (damaged.size > 0) {
    problems.push({
      file: packFile.file,
      code: 'cache-damaged',
      reason: `${damaged.size} of ${found.length} cached crops were damaged or cut off, and were made again.`,
    });
  }
  return new Map(found.filter(([, row]) => !damaged.has(row)));
}
