import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobContext } from '../../../../src/main/jobs/context';
import type { CachedCropRequest } from '../../../../src/main/images/cachedCrop';
import { ensureCrops, type EnsuredCrops } from '../../../../src/main/images/cropCache';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import { cropSidePx, type CropSpecification } from '../../../../src/main/images/region';

const specification: CropSpecification = {
  mode: 'face',
  sizePx: 8,
  marginPx: 2,
};
const cropBytes = cropSidePx(specification) ** 2 * 3;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-crops-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A flat picture of one gray level: the crop's bytes tell which picture it is of. */
async function picture(name: string, level: number): Promise<CachedCropRequest> {
  const imageFile = join(folder, name);
  await sharp({
    create: {
      width: 30,
      height: 20,
      channels: 3,
      background: { r: level, g: level, b: level },
    },
  })
    .png()
    .toFile(imageFile);
  return {
    imageFile,
    contentHash: `level ${level}`,
    region: { x: 5, y: 4, width: 12, height: 12 },
  };
}

async function pictures(count: number): Promise<CachedCropRequest[]> {
  return await Promise.all(Array.from({ length: count }, (_, index) => picture(`${index}.png`, index)));
}

function context(signal: AbortSignal = new AbortController().signal): JobContext {
  return { signal, progress: () => {} };
}

async function ensure(
  requests: readonly CachedCropRequest[],
  changed: { specification?: CropSpecification; context?: JobContext } = {},
): Promise<EnsuredCrops> {
  const cacheFolder = join(folder, 'cache');
  return await ensureCrops({
    cacheFolder,
    requests,
    specification,
    reader: inlineCropReader(),
    context: context(),
    ...changed,
  });
}

function packFileOf(ensured: EnsuredCrops): string {
  const { bytes } = ensured.pack;
  if (!('file' in bytes)) throw new Error('The pack is not in a file.');
  return bytes.file;
}

/** The gray level of each request's stored crop; null where it has none. */
function levels(ensured: EnsuredCrops): (number | null)[] {
  const stored = readFileSync(packFileOf(ensured));
  const bytes = ensured.pack.sidePx ** 2 * 3;
  return [...ensured.rows].map((row) => {
    if (row < 0) return null;
    const crop = stored.subarray(row * bytes, (row + 1) * bytes);
    expect(crop.length).toBe(bytes);
    return crop.every((sample) => sample === crop[0]) ? crop[0]! : Number.NaN;
  });
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('ensureCrops', () => {
  it('decodes once, then reuses', async () => {
    const requests = await pictures(70);
    const first = await ensure(requests);
    expect(first).toMatchObject({ decoded: 70, reused: 0, problems: [] });
    expect(first.pack).toMatchObject({ sidePx: 12, marginPx: 2 });
    expect(first.imagesPerSecond).toBeGreaterThan(0);
    expect(levels(first)).toEqual(upTo(70));
    const second = await ensure([...requests].reverse());
    expect(second).toMatchObject({
      decoded: 0,
      reused: 70,
      problems: [],
      imagesPerSecond: 0,
    });
    expect(levels(second)).toEqual(upTo(70).reverse());
  });

  it('redoes a changed image, box or size, and nothing else', async () => {
    const requests = await pictures(10);
    await ensure(requests);
    requests[3] = await picture('3.png', 203);
    requests[5] = {
      ...requests[5]!,
      region: { x: 5, y: 4, width: 12.01, height: 12 },
    };
    const changed = await ensure(requests);
    expect(changed).toMatchObject({ decoded: 2, reused: 8 });
    expect(levels(changed)).toEqual([0, 1, 2, 203, 4, 5, 6, 7, 8, 9]);
    const larger = await ensure(requests, {
      specification: { ...specification, sizePx: 9 },
    });
    expect(larger).toMatchObject({ decoded: 10, reused: 0 });
    expect(await ensure(requests)).toMatchObject({ decoded: 0, reused: 10 });
  });

  it('makes a crop once for requests that share an image’s bytes and box', async () => {
    const [request] = await pictures(1);
    const ensured = await ensure([request!, { ...request!, imageFile: join(folder, 'copy.png') }]);
    expect(ensured).toMatchObject({ decoded: 1, reused: 0, problems: [] });
    expect([...ensured.rows]).toEqual([0, 0]);
  });

  it('lists what it cannot read and goes on', async () => {
    const requests = await pictures(40);
    rmSync(requests[3]!.imageFile);
    writeFileSync(requests[35]!.imageFile, 'no image');
    truncateSync(requests[36]!.imageFile, 60);
    requests[37] = {
      ...requests[37]!,
      region: { x: 0, y: 0, width: 0, height: 5 },
    };
    const ensured = await ensure(requests);
    expect(ensured.problems.map(({ file, code }) => [file, code])).toEqual([
      [requests[3]!.imageFile, 'image-missing'],
      [requests[35]!.imageFile, 'image-unsupported'],
      [requests[36]!.imageFile, 'image-broken'],
      [requests[37]!.imageFile, 'region-invalid'],
    ]);
    const expected: (number | null)[] = upTo(40);
    for (const failed of [3, 35, 36, 37]) expected[failed] = null;
    expect(levels(ensured)).toEqual(expected);
  });

  it('finds damaged and cut-off crops, says so, and makes them again', async () => {
    const requests = await pictures(20);
    const file = packFileOf(await ensure(requests));
    const handle = await open(file, 'r+');
    await handle.write(Buffer.of(77), 0, 1, 4 * cropBytes + 9);
    await handle.close();
    truncateSync(file, 18 * cropBytes + 5);
    const mended = await ensure(requests);
    expect(mended).toMatchObject({ decoded: 3, reused: 17 });
    expect(mended.problems).toEqual([
      {
        file,
        code: 'cache-damaged',
        reason: expect.stringContaining('3 of 20') as string,
      },
    ]);
    expect(levels(mended)).toEqual(upTo(20));
    expect(await ensure(requests)).toMatchObject({
      decoded: 0,
      reused: 20,
      problems: [],
    });
  });

  it('survives a damaged, cut-off, overlong or missing index', async () => {
    const requests = await pictures(12);
    const file = packFileOf(await ensure(requests));
    const index = readFileSync(`${file}.index`);
    index[2 * 20] = index[2 * 20]! ^ 1; // a key
    index[5 * 20 + 16] = index[5 * 20 + 16]! ^ 1; // a checksum
    writeFileSync(`${file}.index`, index.subarray(0, index.length - 7));
    const mended = await ensure(requests);
    expect(mended).toMatchObject({ decoded: 3, reused: 9 });
    expect(levels(mended)).toEqual(upTo(12));
    appendFileSync(`${file}.index`, Buffer.alloc(33, 1));
    appendFileSync(file, Buffer.alloc(1000, 1));
    expect(levels(await ensure(requests))).toEqual(upTo(12));
    rmSync(`${file}.index`);
    const again = await ensure(requests);
    expect(again.decoded).toBe(12);
    expect(levels(again)).toEqual(upTo(12));
    rmSync(file);
    expect(levels(await ensure(requests))).toEqual(upTo(12));
  });

  it('goes on where a stopped job left off', async () => {
    const requests = await pictures(200);
    const stop = new AbortController();
    const stopping: JobContext = {
      signal: stop.signal,
      progress: ({ phase, done }) => {
        if (phase === 'reading crops' && done >= 60) stop.abort();
      },
    };
    await expect(ensure(requests, { context: stopping })).rejects.toThrow('aborted');
    const rest = await ensure(requests);
    expect(rest.reused).toBeGreaterThanOrEqual(60);
    expect(rest.reused).toBeLessThan(200);
    expect(rest.decoded + rest.reused).toBe(200);
    expect(levels(rest)).toEqual(upTo(200));
  });

  it('lets jobs share a cache at the same time', async () => {
    const requests = await pictures(60);
    const [first, second] = await Promise.all([ensure(requests.slice(0, 40)), ensure(requests.slice(20))]);
    expect(first.decoded + second.decoded).toBe(60);
    expect(first.reused + second.reused).toBe(20);
    expect(levels(first)).toEqual(upTo(40));
    expect(levels(second)).toEqual(upTo(60).slice(20));
  });

  it.runIf(process.platform === 'linux')('says when the disk is full, and keeps what it has', async () => {
    const requests = await pictures(8);
    const file = packFileOf(await ensure(requests.slice(0, 4)));
    const before = readFileSync(`${file}.index`);
    const kept = `${file}.kept`;
    renameSync(file, kept);
    symlinkSync('/dev/full', file);
    await expect(ensure(requests)).rejects.toMatchObject({
      code: 'disk-full',
    });
    rmSync(file);
    renameSync(kept, file);
    expect(readFileSync(`${file}.index`)).toEqual(before);
    expect(statSync(file).size).toBe(4 * cropBytes);
    expect(await ensure(requests)).toMatchObject({
      decoded: 4,
      reused: 4,
      problems: [],
    });
  });
});
