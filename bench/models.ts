import { closeSync, mkdtempSync, openSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFormats } from '@shared/learning/modelFormat';
import { testingSplit } from '@shared/domain/face';
import { inlineCropReader } from '../src/main/images/cropReader';
import type { RunningJob } from '../src/main/jobs/jobRunner';
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
    const { faces } = await engine.request(
      {
        kind: 'predict',
        ...context,
        // As an exported model answers: by one pass.
        configuration: { ...context.configuration, views: { mirrored: false, realigned: false } },
        runFolder: project.runs.folder(run.id),
        checkpoint: 'best',
        faces: table,
      },
      { signal: job.signal, onEvent: () => undefined },
    );
    const expected = headOutputs(context).map(({ head, kind, output }) => {
      const { values, width } = faces.heads[head]!;
      if (kind !== 'landmarks') return [output, [...values]];
      const fractions = Array.from(values, (pixel, index) => {
        const region = Math.floor(index / width) * 4 + (index % 2);
        return (pixel - table.regions[region]!) / table.regions[region + 2]!;
      });
      return [output, fractions];
    });
    writeFileSync(join(folder, 'crops.bin'), innerCrops(table.crops, table.cropRows));
    const { description } = engine;
    const reference = {
      faces: count,
      sizePx: run.configuration.input.sizePx,
      engine: `${description.library}, ${description.device}`,
      photo: columns.imagePaths[0]!,
      region: [...table.regions.subarray(0, 4)],
      expected: Object.fromEntries(expected) as Record<string, number[]>,
    };
    writeFileSync(join(folder, 'reference.json'), JSON.stringify(reference));
    return { folder, reference };
  } finally {
    await engine.close();
    project.close();
  }
}

/** Stored crops without their margins: [rows, size, size, 3]. */
function innerCrops({ bytes, sidePx, marginPx }: CropPack, rows: Int32Array): Uint8Array {
  if (!('file' in bytes)) throw new Error('The crops are not in a file.');
  const size = sidePx - 2 * marginPx;
  const stored = new Uint8Array(sidePx * sidePx * 3);
  const inner = new Uint8Array(rows.length * size * size * 3);
  const file = openSync(bytes.file, 'r');
  rows.forEach((row, index) => {
    readSync(file, stored, 0, stored.length, row * stored.length);
    for (let line = 0; line < size; line += 1) {
      const from = ((line + marginPx) * sidePx + marginPx) * 3;
      inner.set(stored.subarray(from, from + size * 3), (index * size + line) * size * 3);
    }
  });
  closeSync(file);
  return inner;
}
