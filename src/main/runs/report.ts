import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { ParsedParams } from '@shared/contract/channels';
import type { PageReport } from '@shared/contract/reports';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { imageFormatOf } from '../images/imageFile';
import { readLoggedEvent } from '../learning/estimator/eventLog';
import type { Project } from '../project/project';
import type { EvaluationRecord } from '../project/results/evaluationRepository';
import type { ReportContent } from '../report/content';
import { reportPage } from '../report/page';
import { calibrationReports } from './calibrationReports';
import { runSummary } from './list';
import type { RunServices } from './services';

/**
 * Writes a page about a run: its curves, its newest evaluation, and the pictures given, all in one file. Fails with
 * `not-evaluated` and `picture-unreadable`, and leaves a page that was there before as it was.
 */
export async function reportRun(
  { project, job }: RunServices,
  { run: runName, file, pictures }: ParsedParams<'runs.report'>,
): Promise<PageReport> {
  const run = project.runs.get(runName);
  const evaluation = project.evaluations.newest(run.id).at(-1);
  if (!evaluation) {
    return fail('not-evaluated', `The run “${run.name}” has no evaluation to report; evaluate it first.`);
  }
  job.progress({ phase: 'writing the report', done: 0 });
  const page = resolve(file);
  const text = reportPage({
    run: runSummary(project, run),
    ...(await loggedEvents(join(project.runs.folder(run.id), 'events.jsonl'))),
    evaluation: {
      ...evaluation,
      run: run.name,
      calibration: calibrationReports(project, run, evaluation.id),
      problems: [],
    },
    faceErrors: faceErrors(project, evaluation, run.configuration.heads),
    pictures: await Promise.all(pictures.map(dataAddress)),
  });
  await mkdir(dirname(page), { recursive: true });
  await writeFile(`${page}.part`, text);
  await rename(`${page}.part`, page);
  return { file: page };
}

function faceErrors(
  { evaluations }: Project,
  evaluation: EvaluationRecord,
  heads: readonly HeadConfiguration[],
): ReportContent['faceErrors'] {
  const errorsOf = (head: string): number[] =>
    evaluations.outputs(evaluation.id, head).flatMap(({ error }) => (error === null ? [] : [error]));
  return Object.fromEntries(
    heads.filter(({ kind }) => kind === 'landmarks').map(({ name }) => [name, errorsOf(name)]),
  );
}

async function loggedEvents(file: string): Promise<Pick<ReportContent, 'steps' | 'validations'>> {
  const steps: ReportContent['steps'][number][] = [];
  const validations: ReportContent['validations'][number][] = [];
  if (!existsSync(file)) return { steps, validations };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const event = readLoggedEvent(line);
    if (event?.type === 'step') steps.push(event);
    if (event?.type === 'validated') validations.push(event);
  }
  return { steps, validations };
}

async function dataAddress(picture: string): Promise<string> {
  const unreadable = (reason: string): never =>
    fail('picture-unreadable', `The report cannot show ${picture}: ${reason}. Leave it out or replace it.`);
  const bytes = await readFile(picture).catch((thrown: unknown) =>
    unreadable(thrown instanceof Error ? thrown.message : String(thrown)),
  );
  const format = imageFormatOf(bytes) ?? unreadable('it is no image');
  return `data:image/${format};base64,${bytes.toString('base64')}`;
}
