import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCropReader, type CropReader } from '../src/main/images/cropReader';
import type { PhotoLook } from '../src/main/images/photoLook';
import { cropSpecificationOf } from '../src/main/images/region';
import type { RunningJob } from '../src/main/jobs/jobRunner';
import { findPhotos, type ListedPhoto } from '../src/main/prediction/findPhotos';
import {
  cropFoundFaces,
  cropWholePhotos,
  faceTableOf,
  type CroppedPhotos,
  type FoundPhoto,
} from '../src/main/prediction/pipeline/faceCrops';
import { inPieces, stage } from '../src/main/prediction/pipeline/stage';
import { openProject } from '../src/main/project/project';
import { EngineRoom } from '../src/main/runs/engineRoom';
import { photoFinder } from '../src/main/runs/photoFinder';
import { predictWithRun } from '../src/main/runs/predict';
import { modelContext } from '../src/main/runs/services';

interface Options {
  readonly project: string;
  readonly run: string;
  readonly photos: string;
  readonly faces: 'find' | 'whole';
  readonly count: string;
}

const job: RunningJob = {
  jobId: 'bench',
  signal: new AbortController().signal,
  progress: () => undefined,
  note: (message) => console.log(message),
};

/** Prints photos a second of each stage alone, with all of the machine, and of all stages together. */
export async function main({
  project: folder,
  run: name,
  photos: input,
  faces,
  count,
}: Options): Promise<void> {
  const project = openProject(folder, { mode: 'read' });
  const engines = new EngineRoom();
  const reader = startCropReader();
  const output = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  try {
    await engines.description(job);
    const found = await findPhotos([input], output);
    const photos = found.photos.slice(0, Number(count));
    const run = project.runs.get(name);
    const model = modelContext(run);
    const specification = cropSpecificationOf(model.configuration.input);
    const rates: Record<string, number> = {};
    const timed = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
      const startedMs = performance.now();
      const value = await work();
      rates[what] = (photos.length * 1000) / (performance.now() - startedMs);
      return value;
    };
    const cropped =
      faces === 'find'
        ? await stagesOfFound(photos, engines, reader, timed, specification)
        : await timed('read and crop', () =>
            all(
              stage(inPieces(photos, 256), (some) => cropWholePhotos(some, specification, reader), {
                atOnce: 2,
              }),
            ),
          );
    const tables = cropped
      .map((batch) => faceTableOf(batch, specification, model))
      .filter((table) => table.count > 0);
    const request = {
      kind: 'predict',
      ...model,
      runFolder: project.runs.folder(run.id),
      checkpoint: 'newest',
    } as const;
    await engines.request({ ...request, faces: tables[0]! }, job);
    await timed('heads', async () => {
      for (const table of tables) await engines.request({ ...request, faces: table }, job);
    });
    const slowest = Math.min(...Object.values(rates));
    const report = await predictWithRun(
      { project, engines, reader, job, emit: () => undefined },
      {
        ...{
          run: name,
          checkpoint: 'newest',
          inputs: photos.map(({ file }) => file),
          output,
          formats: ['csv'],
        },
        ...{ facesAre: faces === 'find' ? 'found' : 'whole', shard: { index: 1, count: 1 } },
        ...{ watchSeconds: null, restart: true, addToProject: null },
      },
    );
    for (const [what, rate] of Object.entries(rates))
      console.log(`${what} alone: ${rate.toFixed(1)} photos/s`);
    const together = 1 / Object.values(rates).reduce((seconds, rate) => seconds + 1 / rate, 0);
    console.log(`one after the other they would do ${together.toFixed(1)} photos/s`);
    console.log(
      `all of it: ${report.imagesPerSecond.toFixed(1)} photos/s, ${report.faces} faces in ${report.images} photos: ` +
        `${((100 * report.imagesPerSecond) / slowest).toFixed(0)} % of the slowest stage alone`,
    );
    console.log(
      `at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident, without the engine`,
    );
  } finally {
    await engines.close();
    await reader.close();
    project.close();
    rmSync(output, { recursive: true, force: true });
  }
}

async function stagesOfFound(
  photos: readonly ListedPhoto[],
  engines: EngineRoom,
  reader: CropReader,
  timed: <Value>(what: string, work: () => Promise<Value>) => Promise<Value>,
  specification: ReturnType<typeof cropSpecificationOf>,
): Promise<readonly CroppedPhotos[]> {
  const finder = photoFinder({ engines, job });
  const looks = await timed('read and shrink', () =>
    all(
      stage(
        inPieces(photos, 8),
        (some) =>
          reader.look(
            some.map(({ file }) => file),
            finder.longestSidePx,
          ),
        {
          atOnce: reader.threads + 1,
        },
      ),
    ),
  );
  const readable = looks.flat().flatMap((look) => ('ok' in look ? [look.ok] : []));
  await finder.find(readable.slice(0, 16));
  const faces = await timed('find', async () => {
    const found = [];
    for await (const some of inPieces<PhotoLook>(readable, 16)) found.push(...(await finder.find(some)));
    return found;
  });
  const placed = photos.slice(0, readable.length).map((photo, index): FoundPhoto => {
    const { image, contentHash } = readable[index]!;
    return { photo, found: { ok: { image, contentHash, faces: faces[index]! } } };
  });
  return timed('crop', () =>
    all(stage(inPieces(placed, 16), (some) => cropFoundFaces(some, specification, reader), { atOnce: 2 })),
  );
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
