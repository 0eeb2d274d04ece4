import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchReport, StepTime } from '@shared/contract/reports';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { importIntoProject } from '../datasets/importIntoProject';
import { startCropReader } from '../images/cropReader';
import type { RunningJob } from '../jobs/jobRunner';
import { startEngine, type Engine } from '../learning/engine/client';
import type { BenchResult } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import { createProject } from '../project/project';
import { EngineRoom } from '../runs/engineRoom';
import { prepareFaces } from '../runs/faceTables';
import { predictWithRun } from '../runs/predict';
import type { RunServices } from '../runs/services';
import { trainRun } from '../runs/train';
import { ensureTensorFlow } from '../runtime/tensorflow/ensure';

type MeasuredPreset = 'studio' | 'tutorial';

const stepsTimed = { tensorflow: 60, wasm: 12 } as const;
/** The two sides of a comparison take turns, so that a machine's changing pace meets both. */
const rounds = 3;
const stepsARound = 60;

/** Measures what a person waits for, in a folder of its own, on the data given. */
export async function bench(job: RunningJob, data: string): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'facet-bench-'));
  const engines = new EngineRoom();
  const reader = startCropReader();
  const project = createProject(join(folder, 'project'));
  try {
    await ensureTensorFlow(job);
    const imported = await importIntoProject(project, data, job);
    const peakResidentMegabytes = process.resourceUsage().maxRSS / 1024;
    const services: RunServices = { project, engines, reader, job, emit: () => undefined };
    const crops = await measureCrops(services);
    return {
      import: {
        faces: imported.imported,
        seconds: imported.seconds,
        facesPerSecond: imported.imported / imported.seconds,
        peakResidentMegabytes,
      },
      decode: crops.decode,
      step: { tensorflow: await stepTime('tensorflow', job), wasm: await stepTime('wasm', job) },
      pipeline: await measurePipeline(crops.tables, job),
      predict: await measurePrediction(services, folder),
      engine: await engines.description(job),
    };
  } finally {
    await engines.close();
    await reader.close();
    project.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureCrops({ project, reader, job }: RunServices): Promise<{
  readonly decode: BenchReport['decode'];
  readonly tables: Readonly<Record<MeasuredPreset, FaceTable>>;
}> {
  const faces = project.faces.forLearning({ splits: ['training'] });
  const table = async (preset: MeasuredPreset): Promise<FaceTable> => {
    const { input } = presetConfiguration(preset, mtflTemplate);
    const { attributes } = project.template;
    const preparation = { input, attributes, cacheFolder: project.cacheFolder, reader, context: job };
    return (await prepareFaces(faces, preparation)).table;
  };
  const startedMs = performance.now();
  const studio = await table('studio');
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    decode: { images: studio.count, imagesPerSecond: studio.count / seconds },
    tables: { studio, tutorial: await table('tutorial') },
  };
}

/** Null where the backend cannot start here. */
async function stepTime(backend: 'tensorflow' | 'wasm', job: RunningJob): Promise<StepTime | null> {
  let engine: Engine;
  try {
    engine = await startEngine({ backend });
  } catch {
    return null;
  }
  try {
    const { millisecondsPerStep } = await timeSteps(engine, 'tutorial', null, stepsTimed[backend], job);
    return {
      medianMilliseconds: millisecondsPerStep.median,
      minimumMilliseconds: millisecondsPerStep.minimum,
      maximumMilliseconds: millisecondsPerStep.maximum,
    };
  } finally {
    await engine.close();
  }
}

async function measurePipeline(
  tables: Readonly<Record<MeasuredPreset, FaceTable>>,
  job: RunningJob,
): Promise<BenchReport['pipeline']> {
  const engine = await startEngine({ backend: 'auto' });
  try {
    return {
      tutorial: await compare(engine, 'tutorial', tables.tutorial, job),
      studio: await compare(engine, 'studio', tables.studio, job),
    };
  } finally {
    await engine.close();
  }
}

async function compare(
  engine: Engine,
  preset: MeasuredPreset,
  faces: FaceTable,
  job: RunningJob,
): Promise<{ readonly percentOfConstantBatch: number }> {
  const shares: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const constant = await timeSteps(engine, preset, null, stepsARound, job);
    const real = await timeSteps(engine, preset, faces, stepsARound, job);
    shares.push((100 * real.facesPerSecond) / constant.facesPerSecond);
  }
  shares.sort((first, second) => first - second);
  return { percentOfConstantBatch: shares[Math.floor(rounds / 2)]! };
}

async function timeSteps(
  engine: Engine,
  preset: MeasuredPreset,
  faces: FaceTable | null,
  steps: number,
  job: RunningJob,
): Promise<BenchResult> {
  const { scheme, attributes } = mtflTemplate;
  const configuration = presetConfiguration(preset, mtflTemplate);
  return engine.request(
    { kind: 'bench', configuration, scheme, attributes, faces, steps },
    {
      signal: job.signal,
      onEvent: (event) => {
        if (event.type === 'progress') job.progress(event);
      },
    },
  );
}

/** Files to a CSV with a studio network; how well it is trained changes nothing of its speed. */
async function measurePrediction(services: RunServices, folder: string): Promise<BenchReport['predict']> {
  const { run } = await trainRun(services, { preset: 'studio', steps: 2 });
  const photos = services.project.faces.forLearning({ splits: ['testing'] }).imagePaths;
  const report = await predictWithRun(services, {
    run,
    checkpoint: 'newest',
    inputs: [...photos],
    output: join(folder, 'predictions'),
    formats: ['csv'],
    facesAre: 'whole',
    shard: { index: 1, count: 1 },
    watchSeconds: null,
    restart: true,
    addToProject: null,
  });
  return { images: report.images, imagesPerSecond: report.imagesPerSecond };
}
