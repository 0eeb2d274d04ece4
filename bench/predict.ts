import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCropReader, type CropReader } from '../src/main/images/cropReader';
import { lookAtAll } from '../src/main/images/lookAtAll';
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

/** The stages and the whole take turns, so that a machine's changing pace meets all of them. */
const rounds = 4;

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
    const photos = (await findPhotos([input], output)).photos.slice(0, Number(count));
    const run = project.runs.get(name);
    const model = modelContext(run);
    const specification = cropSpecificationOf(model.configuration.input);
    const request = {
      kind: 'predict',
      ...model,
      runFolder: project.runs.folder(run.id),
      checkpoint: 'newest',
    } as const;
    let seconds: Record<string, number> = {};
    const timed = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
      const startedMs = performance.now();
      const value = await work();
      seconds[what] = (seconds[what] ?? 0) + (performance.now() - startedMs) / 1000;
      return value;
    };
    const round = async (some: readonly ListedPhoto[]): Promise<number> => {
      const cropped =
        faces === 'find'
          ? await stagesOfFound(some, engines, reader, timed, specification)
          : await timed('read and crop', () =>
              all(
                stage(inPieces(some, 256), (batch) => cropWholePhotos(batch, specification, reader), {
                  atOnce: 2,
                }),
              ),
            );
      const tables = cropped
        .map((batch) => faceTableOf(batch, specification, model))
        .filter((table) => table.count > 0);
      await timed('heads', async () => {
        for (const table of tables) await engines.request({ ...request, faces: table }, job);
      });
      const report = await predictWithRun(
        { project, engines, reader, job, emit: () => undefined },
        {
          ...{ run: name, checkpoint: 'newest', inputs: some.map(({ file }) => file), output },
          ...{ formats: ['csv'], facesAre: faces === 'find' ? 'found' : 'whole' },
          ...{ shard: { index: 1, count: 1 }, watchSeconds: null, restart: true, addToProject: null },
        },
      );
      return some.length / report.imagesPerSecond;
    };
    // The engine's first requests find its networks.
    await round(photos.slice(0, 16));
    seconds = {};
    let whole = 0;
    for await (const some of inPieces(photos, Math.ceil(photos.length / rounds))) whole += await round(some);
    const rate = (of: number): string => `${(photos.length / of).toFixed(1)} photos/s`;
    for (const [what, of] of Object.entries(seconds)) console.log(`${what} alone: ${rate(of)}`);
    const sum = Object.values(seconds).reduce((total, of) => total + of, 0);
    const slowest = Math.max(...Object.values(seconds));
    console.log(`one after the other they would do ${rate(sum)}`);
    const share = (of: number): string => `${((100 * of) / whole).toFixed(0)} %`;
    console.log(`all of it: ${rate(whole)}, ${share(slowest)} of the slowest stage alone`);
    // Finding and the heads are one process's work, and keep the same cores busy.
    const networks = (seconds['find'] ?? 0) + seconds['heads']!;
    console.log(`the networks one after the other: ${rate(networks)}, of which it is ${share(networks)}`);
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
  const files = photos.map(({ file }) => file);
  const looks = await timed('read, shrink and draw', () => lookAtAll(files, finder.input, reader));
  const readable = looks.flatMap((look) => ('ok' in look ? [look.ok] : []));
  const faces = await timed('find', async () => {
    const found = [];
    for await (const some of inPieces<PhotoLook>(readable, 16)) found.push(...(await finder.find(some)));
    return found;
  });
  const placed = photos.slice(0, readable.length).map((photo, index): FoundPhoto => {
    return { photo, found: { ok: { ...readable[index]!, faces: faces[index]! } } };
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
