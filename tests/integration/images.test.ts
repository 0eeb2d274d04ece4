import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CachedCropRequest } from '../../src/main/images/cachedCrop';
import { readCrops } from '../../src/main/images/crop';
import type { EnsuredCrops } from '../../src/main/images/cropCache';
import { decodeImage } from '../../src/main/images/decode';
import { readPlainJpegHeader } from '../../src/main/images/jpeg/header';
import type { CropSpecification } from '../../src/main/images/region';
import { bundleImages, CacheFillingProcess, type BundledImages } from './imagesProcess';

const specification: CropSpecification = {
  mode: 'face',
  sizePx: 24,
  marginPx: 4,
};
const cropBytes = 32 * 32 * 3;
const count = 400;
let images: BundledImages;
let folder: string;
let requestsFile: string;
let requests: CachedCropRequest[];
/** Each request's crop, read without a cache. */
let expected: Uint8Array;

/** Photos that differ everywhere, so that no crop can be taken for another. */
async function drawPhotos(): Promise<CachedCropRequest[]> {
  const samples = Buffer.alloc(60 * 50 * 3);
  return await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      for (let at = 0; at < samples.length; at += 1)
        samples[at] = (index * 31 + at * (1 + (index % 7))) % 251;
      const bytes = await sharp(Buffer.from(samples), {
        raw: { width: 60, height: 50, channels: 3 },
      })
        .jpeg()
        .toBuffer();
      const imageFile = join(folder, `${index}.jpg`);
      writeFileSync(imageFile, bytes);
      return {
        imageFile,
        contentHash: String(index),
        region: { x: 10.5, y: 8.25, width: 30, height: 30 },
      };
    }),
  );
}

async function ensure(cacheFolder: string): Promise<EnsuredCrops> {
  const reader = images.module.startCropReader(2);
  const context = {
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  try {
    return await images.module.ensureCrops({
      cacheFolder,
      specification,
      requests,
      reader,
      context,
    });
  } finally {
    await reader.close();
  }
}

function expectRightCrops({ pack, rows }: EnsuredCrops): void {
  if (!('file' in pack.bytes)) throw new Error('The pack is not in a file.');
  const stored = readFileSync(pack.bytes.file);
  for (const [index, row] of rows.entries()) {
    const crop = stored.subarray(row * cropBytes, (row + 1) * cropBytes);
    expect(crop.equals(expected.subarray(index * cropBytes, (index + 1) * cropBytes)), `crop ${index}`).toBe(
      true,
    );
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-images-'));
  images = await bundleImages();
  requests = await drawPhotos();
  requestsFile = join(folder, 'requests.json');
  writeFileSync(requestsFile, JSON.stringify(requests));
  const uncached = requests.map(({ imageFile, region }) => ({
    file: imageFile,
    framing: { kind: 'region', region } as const,
  }));
  expected = (await readCrops(uncached, specification)).pixels;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(images.folder, { recursive: true, force: true });
});

describe('the crop cache between processes', () => {
  it('goes on after SIGKILL at any moment, and loses nothing that was stored', async () => {
    const cacheFolder = join(folder, 'killed');
    for (const crops of [1, 100, 150]) {
      const other = new CacheFillingProcess(images.file, cacheFolder, specification, requestsFile);
      await other.killAfter(crops);
    }
    const rest = await ensure(cacheFolder);
    expect(rest.problems).toEqual([]);
    expect(rest.reused).toBeGreaterThanOrEqual(250);
    expect(rest.reused + rest.decoded).toBe(count);
    expectRightCrops(rest);
    expect(await ensure(cacheFolder)).toMatchObject({
      decoded: 0,
      reused: count,
    });
  });

  it('is filled once by processes that start together', async () => {
    const cacheFolder = join(folder, 'shared');
    const others = [1, 2, 3].map(
      () => new CacheFillingProcess(images.file, cacheFolder, specification, requestsFile),
    );
    const results = await Promise.all(others.map((other) => other.result()));
    expect(results.map(({ decoded }) => decoded).sort()).toEqual([0, 0, count]);
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
    expectRightCrops(await ensure(cacheFolder));
  });
});

describe('the threaded crop reader', () => {
  it('answers each batch its own crops, however many are asked for at once', async () => {
    const reader = images.module.startCropReader(2);
    const sizes = Array.from({ length: 40 }, (_, index) => 1 + (index % 19));
    const batches = sizes.map((size, index) =>
      requests.slice(index * 5, index * 5 + size).map(({ imageFile, region }) => ({
        file: imageFile,
        framing: { kind: 'region', region } as const,
      })),
    );
    const read = await Promise.all(batches.map((batch) => reader.read(batch, specification)));
    await reader.close();
    for (const [index, { pixels, origins }] of read.entries()) {
      expect(origins.every((origin) => 'ok' in origin)).toBe(true);
      const start = index * 5 * cropBytes;
      expect(
        Buffer.from(pixels).equals(expected.subarray(start, start + pixels.length)),
        `batch ${index}`,
      ).toBe(true);
    }
  });

  it('fails what is under way when it is closed', async () => {
    const reader = images.module.startCropReader(1);
    const file = requests[0]!.imageFile;
    const all = [1, 2, 3].map(() => reader.read([{ file, framing: { kind: 'whole-image' } }], specification));
    const settled = Promise.allSettled(all);
    await reader.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});

const mini = resolve(import.meta.dirname, '../../../shared/data/mtfl-mini.zip');

describe('a photo of 100 megapixels', () => {
  it('is shrunk within 512 MiB', async () => {
    const file = join(folder, 'large.jpg');
    const flat = sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#456' } });
    await flat.withMetadata({ orientation: 6 }).jpeg().toFile(file);
    const text = `
      import { readFileSync } from 'node:fs';
      import { decodeShrunk } from ${JSON.stringify(images.file)};
      const { widthPx, heightPx, original } = await decodeShrunk(readFileSync(${JSON.stringify(file)}), 768);
      console.log(JSON.stringify({ widthPx, heightPx, original, residentKb: process.resourceUsage().maxRSS }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '--eval', text], { encoding: 'utf8' });
    const { residentKb, ...photo } = JSON.parse(out) as { residentKb: number };
    const original = { widthPx: 10_000, heightPx: 10_000 };
    expect(photo).toEqual({ widthPx: 768, heightPx: 768, original });
    expect(residentKb).toBeLessThan(512 * 1024);
  });
});

/** Real photos are not in the repository: this looks at them where a developer has put them beside it. */
describe.runIf(existsSync(mini))('real photos', () => {
  it('give nearly the same crops the short way and by sharp', async () => {
    const { unzipTo } = await import('./unzip');
    await unzipTo(mini, join(folder, 'mini'));
    const files = readdirSync(join(folder, 'mini'), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter((name) => name.endsWith('.jpg'))
      .map((name) => join(folder, 'mini', name));
    expect(files.length).toBe(500);
    let plain = 0;
    for (const file of files) {
      const bytes = readFileSync(file);
      plain += readPlainJpegHeader(bytes) ? 1 : 0;
      const lossless = join(folder, 'lossless.png');
      const { pixels, widthPx, heightPx } = await decodeImage(bytes);
      await sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } })
        .png({ compressionLevel: 0 })
        .toFile(lossless);
      // The shorter side's square, so that nothing outside of the photo is made up: there the two ways repeat an
      // edge of one pixel and an edge of two, which tells a printed border from its neighbour.
      const side = Math.min(widthPx, heightPx);
      const framing = { kind: 'region', region: { x: 0, y: 0, width: side, height: side } } as const;
      const size = { mode: 'face', sizePx: 64, marginPx: 0 } as const;
      const [short, long] = [
        await readCrops([{ file, framing }], size),
        await readCrops([{ file: lossless, framing }], size),
      ];
      // Where blocks are halved first, detail comes out a little sharper.
      const differences = short.pixels.map((byte, index) => Math.abs(byte - long.pixels[index]!));
      expect(
        differences.reduce((sum, difference) => sum + difference, 0) / differences.length,
        file,
      ).toBeLessThan(2);
    }
    expect(plain).toBe(500);
  });
});
