// node bench/pictures.mjs DATA: imports an MTFL folder or zip, and asks a studio for screenfuls of thumbnails, each
// face's first time (cold) and again (warm). Prints one JSON object: medians in milliseconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const data = process.argv[2];
if (data === undefined) throw new Error('Usage: node bench/pictures.mjs DATA');
const root = resolve(import.meta.dirname, '..');
const [rounds, screenful, sizePx] = [7, 60, 160];

const bundle = mkdtempSync(join(root, 'node_modules', '.facet-bench-'));
const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
try {
  const { createStudio } = await builtStudio();
  const studio = createStudio();
  await ask(studio, 'project.open', { folder: join(folder, 'project'), mode: 'create' });
  await importInto(studio);
  const query = { filter: {}, sort: { by: 'id', descending: false } };
  const { ids } = await ask(studio, 'library.ids', { query, offset: 0, limit: 200_000 });
  const stride = Math.floor(ids.length / ((rounds + 1) * screenful));
  const spread = ids.filter((_, index) => index % stride === 0);

  const show = async (round) => {
    const screen = spread.slice(round * screenful, (round + 1) * screenful);
    const startedMs = performance.now();
    const pictures = await Promise.all(screen.map((id) => studio.pictures.thumbnail(id, sizePx)));
    const milliseconds = performance.now() - startedMs;
    const failed = pictures.find((picture) => 'error' in picture);
    if (failed) throw new Error(failed.error.message);
    return milliseconds;
  };
  const firstScreenfulMilliseconds = await show(0);
  const coldScreenfulMilliseconds = await medianOf(show);
  const warmScreenfulMilliseconds = await medianOf(show);
  const times = { firstScreenfulMilliseconds, coldScreenfulMilliseconds, warmScreenfulMilliseconds };
  console.log(JSON.stringify({ faces: ids.length, screenful, sizePx, ...times }));
  await studio.close();
} finally {
  rmSync(bundle, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

async function medianOf(work) {
  const times = [];
  for (let round = 1; round <= rounds; round += 1) times.push(await work(round));
  return times.toSorted((first, second) => first - second)[Math.floor(rounds / 2)];
}

async function ask(studio, channel, params) {
  const answer = await studio.request(channel, params);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.ok;
}

async function importInto(studio) {
  const ended = new Promise((done, fail) => {
    studio.subscribe(({ name, payload }) => {
      if (name !== 'job.end') return;
      if (payload.outcome === 'done') done();
      else fail(new Error(payload.error?.message));
    });
  });
  await ask(studio, 'datasets.import', { path: data });
  await ended;
}

/** The sources' studio with the reader of crops, built as the application has them. */
async function builtStudio() {
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
          studio: join(root, 'src/main/studio.ts'),
          cropWorker: join(root, 'src/main/images/cropWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  });
  return import(join(bundle, 'main', 'studio.js'));
}
