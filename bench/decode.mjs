// node bench/decode.mjs FOLDER [PYTHON]: image files to 64-pixel crops in a fresh cache, against Python's PIL with
// as many processes as the cache has threads. The two take turns, so that a machine's changing pace meets both.
// Prints one JSON object: medians of images per second, and the median of the rounds' ratios.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const [folder, python = 'python3'] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const [rounds, threads] = [7, 2];
const specifications = {
  /** What PIL is asked for: the whole image at 64 × 64. */
  wholeImage: { mode: 'image', sizePx: 64, marginPx: 0 },
  /** What the studio's network is trained on: the middle of the image with its margin, anti-aliased, 96 × 96. */
  face: { mode: 'face', sizePx: 64, marginPx: 16 },
};

const files = readdirSync(folder, { recursive: true })
  .filter((name) => /\.jpe?g$/i.test(name))
  .sort()
  .map((name) => join(folder, name));
const spread = files.filter((_, index) => index % Math.ceil(files.length / 3000) === 0);

const bundle = mkdtempSync(join(root, 'node_modules', '.facet-bench-'));
try {
  const { ensureCrops, startCropReader } = await imageServices();
  const reader = startCropReader(threads);
  const measured = { pil: [], wholeImage: [], face: [] };
  await crops(spread.slice(0, 200), specifications.face);
  for (let round = 0; round < rounds; round += 1) {
    measured.pil.push(pil());
    for (const name of Object.keys(specifications))
      measured[name].push(await crops(spread, specifications[name]));
  }
  await reader.close();
  const ratio = (name) => median(measured[name].map((speed, round) => speed / measured.pil[round]));
  console.log(
    JSON.stringify({
      images: spread.length,
      threads,
      rounds,
      pilImagesPerSecond: median(measured.pil),
      wholeImageImagesPerSecond: median(measured.wholeImage),
      faceImagesPerSecond: median(measured.face),
      wholeImageOverPil: ratio('wholeImage'),
      faceOverPil: ratio('face'),
    }),
  );

  async function crops(imageFiles, specification) {
    const cacheFolder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
    const context = { signal: new AbortController().signal, progress: () => {} };
    const region =
      specification.mode === 'image'
        ? { x: 0, y: 0, width: 250, height: 250 }
        : { x: 63, y: 63, width: 125, height: 125 };
    const requests = imageFiles.map((imageFile) => ({ imageFile, contentHash: imageFile, region }));
    const ensured = await ensureCrops({ cacheFolder, specification, requests, reader, context });
    rmSync(cacheFolder, { recursive: true });
    return ensured.imagesPerSecond;
  }
} finally {
  rmSync(bundle, { recursive: true, force: true });
}

function pil() {
  const script = join(import.meta.dirname, 'decode_pil.py');
  const { stdout, stderr, status } = spawnSync(python, [script, String(threads)], {
    input: spread.join('\n'),
  });
  if (status !== 0) throw new Error(`PIL's side failed: ${stderr}`);
  return Number(stdout);
}

/** The sources' image services with their worker, built as the application has them. */
async function imageServices() {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': join(root, 'src/shared') } },
    build: {
      ssr: true,
      outDir: join(bundle, 'main'),
      rolldownOptions: {
        input: {
          cropCache: join(root, 'src/main/images/cropCache.ts'),
          cropReader: join(root, 'src/main/images/cropReader.ts'),
          cropWorker: join(root, 'src/main/images/cropWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  });
  const { ensureCrops } = await import(join(bundle, 'main', 'cropCache.js'));
  const { startCropReader } = await import(join(bundle, 'main', 'cropReader.js'));
  return { ensureCrops, startCropReader };
}

function median(values) {
  const sorted = values.toSorted((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)];
}
