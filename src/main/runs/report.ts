import { createReadStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { ParsedParams } from '@shared/contract/channels';
import type { PageReport } from '@shared/contract/reports';
import { fail } from '@shared/result';
import { readLoggedEvent } from '../learning/estimator/eventLog';
import { reportPage, type ReportContent } from '../report/page';
import { runSummary } from './list';
import type { RunServices } from './services';

/** Writes a page about a run: its curves, its newest evaluation, and the pictures given. */
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
  const logged = await loggedEvents(join(project.runs.folder(run.id), 'events.jsonl'));
  await mkdir(dirname(page), { recursive: true });
  await writeFile(
    page,
    reportPage({
      run: runSummary(project, run),
      ...logged,
      evaluation: { ...evaluation, run: run.name, problems: [] },
      pictures: pictures.map((picture) => relativeAddress(dirname(page), picture)),
    }),
  );
  return { file: page };
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

function relativeAddress(folder: string, file: string): string {
  return relative(folder, resolve(file)).split(sep).map(encodeURIComponent).join('/');
}
