import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { EvaluateReport, RunSummary } from '@shared/contract/reports';
import { demo, demoSteps, demoTraining } from '@shared/learning/demo';
import { ExpectedError } from '@shared/result';
import type { TerminalCommand } from '../command';
import { duration } from '../progressLine';
import type { Session } from '../session';
import { table } from '../table';
import { trainingLine } from '../trainingLine';

const optionsSchema = z.object({ output: z.string(), faces: z.number() });

/** Faces that no split has seen, to predict on. */
const photos = { count: 24, testing: 24, seed: 2 } as const;

type DemoBackend = keyof typeof demo.epochs;

interface Folders {
  readonly faces: string;
  readonly photos: string;
  readonly project: string;
  readonly predictions: string;
  readonly report: string;
}

/**
 * The whole job on drawn faces: draw, import, train all heads, evaluate, predict, report. What an earlier demo left
 * whole in the folder is used again, and a training that was stopped goes on.
 */
export function demoCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { output, faces } = optionsSchema.parse(options);
  const folder = resolve(output);
  const folders: Folders = {
    faces: join(folder, 'faces'),
    photos: join(folder, 'photos'),
    project: join(folder, 'project'),
    predictions: join(folder, 'predictions'),
    report: join(folder, 'report.html'),
  };
  return async (session) => {
    const startedMs = performance.now();
    session.note(`The demo works in ${folder}; it takes about two minutes on two cores.`);
    const backend = await chooseBackend(session);
    await draw(session, folder, folders, faces);
    await importFaces(session, folders);
    const run = await train(session, backend);
    const evaluation = await session.run('runs.evaluate', {
      run: run.name,
      split: 'testing',
      checkpoint: 'newest',
    });
    const pictures = await predict(session, folders, run.name);
    await session.run('runs.report', { run: run.name, file: folders.report, pictures });
    const seconds = (performance.now() - startedMs) / 1000;
    const page = pathToFileURL(folders.report).href;
    const heads = headScores(run, evaluation);
    return {
      json: {
        folder,
        ...folders,
        run: run.name,
        steps: run.globalStep,
        backend: evaluation.engine.backend,
        heads,
        page,
        seconds,
      },
      text: demoText(evaluation, heads, page, seconds),
    };
  };
}

/** TensorFlow is set up before anything is drawn, so that what takes long and can fail comes first. */
async function chooseBackend(session: Session): Promise<DemoBackend> {
  const tensorflow = await session.run('system.prepare', { retry: false });
  if (tensorflow.installed) return 'tensorflow';
  session.note(
    `Without TensorFlow the demo trains for ${demo.epochs.wasm} passes over the faces instead of ${demo.epochs.tensorflow}, ` +
      'so its scores are lower; `facet doctor` says what is missing.',
  );
  return 'wasm';
}

async function draw(session: Session, folder: string, folders: Folders, count: number): Promise<void> {
  try {
    const drawn = await session.run('datasets.draw', { folder: folders.faces, count, seed: 1 });
    await session.run('datasets.draw', { folder: folders.photos, ...photos });
    const faces = `${count.toLocaleString('en')} faces`;
    session.note(
      drawn.drawn ? `Drew ${faces} in ${duration(drawn.seconds)}.` : `${faces} are drawn already.`,
    );
  } catch (thrown) {
    const inTheWay = ['folder-not-empty', 'drawn-set-incomplete'];
    if (!(thrown instanceof ExpectedError) || !inTheWay.includes(thrown.code)) throw thrown;
    throw new ExpectedError({
      code: thrown.code,
      message: `${thrown.message} Give the demo another --output, or remove what an earlier one left in ${folder}.`,
    });
  }
}

async function importFaces(session: Session, { faces, project }: Folders): Promise<void> {
  await session.ask('project.open', { folder: project, mode: 'create' });
  const report = await session.run('datasets.import', { path: faces });
  session.note(
    `Imported ${(report.imported + report.updated).toLocaleString('en')} faces in ${duration(report.seconds)}.`,
  );
}

/** Goes on with the run of an earlier demo, or uses it when it was finished. */
async function train(session: Session, backend: DemoBackend): Promise<RunSummary> {
  const { splits } = await session.ask('project.summary', {});
  const wishes = demoTraining(demoSteps(splits['training'] ?? 0, backend));
  const { preset, name } = wishes;
  const find = async (): Promise<RunSummary | undefined> =>
    (await session.ask('runs.list', {})).find((run) => run.name === name);
  const earlier = await find();
  if (earlier?.state === 'finished') {
    session.note(`“${name}” is trained already.`);
    return earlier;
  }
  const report = await session.run(
    'runs.train',
    earlier ? { preset, name, resume: true } : wishes,
    (event) => {
      const line = trainingLine(event);
      if (line) session.note(line);
    },
  );
  session.note(`Trained in ${duration(report.seconds)} (${report.facesPerSecond.toFixed(0)} faces/s).`);
  return (await find())!;
}

/** Predicts on faces the run has not seen; answers the pictures with the predictions drawn over them. */
async function predict(session: Session, folders: Folders, run: string): Promise<string[]> {
  const report = await session.run('runs.predict', {
    run,
    checkpoint: 'newest',
    inputs: [join(folders.photos, 'AFLW')],
    output: folders.predictions,
    formats: ['csv', 'jsonl', 'mtfl', 'coco', 'overlays', 'summary'],
    facesAre: 'whole',
    restart: true,
  });
  session.note(`Predicted on ${report.images} new photos (${report.imagesPerSecond.toFixed(0)} images/s).`);
  return Array.from({ length: photos.count }, (_, index) => {
    const name = `drawn-${String(index + 1).padStart(5, '0')}.jpg.overlay.jpg`;
    return join(folders.predictions, 'overlays', name);
  });
}

interface HeadScore {
  readonly head: string;
  readonly metric: string;
  readonly value: number;
  /** What a constant scores; null where none is known. */
  readonly floor: number | null;
}

/** Of each head the one number that says most, with its words. */
const headlines: readonly (readonly [metric: string, words: string])[] = [
  ['nme', 'mean error, of the eye distance'],
  ['accuracy', 'accuracy'],
];

function headScores(run: RunSummary, { metrics, floors }: EvaluateReport): HeadScore[] {
  return run.configuration.heads.flatMap(({ name: head }) =>
    headlines.flatMap(([metric]) => {
      const value = metrics[`${metric}/${head}`];
      return value === undefined ? [] : [{ head, metric, value, floor: floors[`${metric}/${head}`] ?? null }];
    }),
  );
}

function demoText(
  evaluation: EvaluateReport,
  heads: readonly HeadScore[],
  page: string,
  seconds: number,
): string {
  const percent = (value: number | null): string => (value === null ? '' : `${(value * 100).toFixed(1)} %`);
  const { engine, faces } = evaluation;
  return [
    `On ${faces.toLocaleString('en')} faces that were not trained on (${engine.library}, ${engine.device}):`,
    table(
      ['head', 'measured', 'this run', 'a constant'],
      heads.map(({ head, metric, value, floor }) => [
        head,
        headlines.find(([known]) => known === metric)![1],
        percent(value),
        percent(floor),
      ]),
    ),
    `The whole demo took ${duration(seconds)}. Its report: ${page}`,
  ].join('\n');
}
