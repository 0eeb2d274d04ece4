import { closeSync, mkdtempSync, openSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFormats } from '@shared/learning/modelFormat';
import { testingSplit } from '@shared/domain/face';
import type { ViewsConfiguration } from '@shared/learning/configuration';
import { inlineCropReader } from '../src/main/images/cropReader';
import type { RunningJob } from '../src/main/jobs/jobRunner';
import { worthAsking } from '../src/main/learning/adviser/advice';
import { identity } from '../src/main/learning/augmentation/affine';
import { warpCrop } from '../src/main/learning/augmentation/warp';
import { networkCalibration, type Checkpoint } from '../src/main/learning/checkpoints/checkpoint';
import { CheckpointStore } from '../src/main/learning/checkpoints/store';
import { startEngine } from '../src/main/learning/engine/client';
import type { CropPack } from '../src/main/learning/faceTable';
import { exportModel } from '../src/main/models/exportModel';
import { headOutputs } from '../src/main/models/headOutputs';
import { openProject } from '../src/main/project/project';
import { prepareFaces, selectRows } from '../src/main/runs/faceTables';
import { modelContext } from '../src/main/runs/services';

const mostFaces = 100;

const job: RunningJob = {
  jobId: 'bench',
  signal: new AbortController().signal,
  note: (message) => console.log(message),
  progress: () => undefined,
};

/** What the engine answers of a project's faces, the same crops as files, and the run in every format. */
export async function main(projectFolder: string, runName: string) {
  const project = openProject(projectFolder, { mode: 'read' });
  const engine = await startEngine({ backend: 'auto' });
  try {
    const run = project.runs.get(runName);
    const context = modelContext(run);
    const folder = mkdtempSync(join(tmpdir(), 'facet-models-'));
    for (const format of modelFormats) {
      const wishes = { run: runName, format, folder: join(folder, format), checkpoint: 'best' } as const;
      await exportModel(project, wishes, job);
    }
    const columns = project.faces.forLearning({ splits: [testingSplit] }, run.template);
    const prepared = await prepareFaces(columns, {
      input: run.configuration.input,
      attributes: run.template.attributes,
      cacheFolder: project.cacheFolder,
      reader: inlineCropReader(),
      context: job,
    });
    const count = Math.min(mostFaces, prepared.table.count);
    const table = selectRows(
      prepared.table,
      Int32Array.from({ length: count }, (_, row) => row),
      context.attributes,
    );
    const runFolder = project.runs.folder(run.id);
    const checkpoint = new CheckpointStore(runFolder, job.note).load('best');
    const alone = folderOfNetworkAlone(checkpoint);
    const isAdvised = Object.keys(worthAsking(checkpoint.advice ?? {})).length > 0;
    /** Of all the faces, by output. */
    const answers = async (
      folderOfRun: string,
      views: ViewsConfiguration | undefined,
    ): Promise<Record<string, number[]>> => {
      const { faces } = await engine.request(
        {
          kind: 'predict',
          ...context,
          configuration: { ...context.configuration, views },
          runFolder: folderOfRun,
          checkpoint: 'best',
          faces: table,
        },
        { signal: job.signal, onEvent: () => undefined },
      );
      const byOutput = headOutputs(context).map(({ head, kind, output }) => {
        const { values, width } = faces.heads[head]!;
        if (kind !== 'landmarks') return [output, [...values]];
        const fractions = Array.from(values, (pixel, index) => {
          const region = Math.floor(index / width) * 4 + (index % 2);
          return (pixel - table.regions[region]!) / table.regions[region + 2]!;
        });
        return [output, fractions];
      });
      return Object.fromEntries(byOutput) as Record<string, number[]>;
    };
    const { input, views } = run.configuration;
    writeFileSync(join(folder, 'crops.bin'), firstLooks(table.crops, table.cropRows, input.sizePx));
    const { description } = engine;
    const reference = {
      faces: count,
      sizePx: input.sizePx,
      engine: `${description.library}, ${description.device}`,
      photos: columns.imagePaths.slice(0, count),
      regions: Array.from({ length: count }, (_, row) => [...table.regions.subarray(row * 4, row * 4 + 4)]),
      /** By the one pass that is in an exported model. */
      expected: await answers(alone, { mirrored: false, realigned: false }),
      /** As the run answers; null where that is by one pass as well. */
      expectedOfAllPasses:
        views?.mirrored || views?.realigned || isAdvised ? await answers(runFolder, views) : null,
    };
    writeFileSync(join(folder, 'reference.json'), JSON.stringify(reference));
    return { folder, reference };
  } finally {
    await engine.close();
    project.close();
  }
}

/** A run's folder whose checkpoint is this one, asked without an adviser, as an exported model is. */
function folderOfNetworkAlone(checkpoint: Checkpoint): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-network-alone-'));
  const alone = { advice: {}, calibration: networkCalibration(checkpoint) };
  new CheckpointStore(folder, job.note).save({ ...checkpoint, ...alone });
  return folder;
}

/** What the network is shown of stored crops, 0 to 255: [rows, sizePx, sizePx, 3]. */
function firstLooks({ bytes, sidePx, marginPx }: CropPack, rows: Int32Array, sizePx: number): Float32Array {
  if (!('file' in bytes)) throw new Error('The crops are not in a file.');
  const stored = new Uint8Array(sidePx * sidePx * 3);
  const valuesOfLook = sizePx * sizePx * 3;
  const looks = new Float32Array(rows.length * valuesOfLook);
  const file = openSync(bytes.file, 'r');
  rows.forEach((row, index) => {
    readSync(file, stored, 0, stored.length, row * stored.length);
    const crop = { bytes: stored, offset: 0, sidePx, marginPx };
    warpCrop(crop, identity, { gain: 1, offset: 0 }, looks, index * valuesOfLook, sizePx);
  });
  closeSync(file);
  return looks;
}
