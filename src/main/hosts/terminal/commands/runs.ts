import { z } from 'zod';
import type { RunSummary } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { duration } from '../progressLine';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  trials: z.boolean().default(false),
});

export function runsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, trials } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const all = await session.ask('runs.list', {});
    // A study's runs stand in its own table, and would hide the others.
    const runs = trials ? all : all.filter(({ study }) => study === null);
    const notShown = all.length - runs.length;
    const text = [
      runs.length === 0 ? noRun(project, notShown) : runsText(runs),
      ...(notShown > 0 ? [hidden(notShown)] : []),
    ].join('\n');
    return { json: { runs, notShown }, text };
  };
}

function noRun(project: string, ofStudies: number): string {
  const kind = ofStudies > 0 ? 'No run but those of studies yet.' : 'No run yet.';
  return `${kind} Next: facet train --project ${project}`;
}

function hidden(count: number): string {
  const are = count === 1 ? 'is' : 'are';
  return `${counted(count, 'run')} of studies ${are} not shown: --trials shows ${count === 1 ? 'it' : 'them'}.`;
}

function runsText(runs: readonly RunSummary[]): string {
  const rows = runs.map((run) => [
    run.name,
    run.preset,
    run.state,
    run.globalStep.toLocaleString('en'),
    run.seconds === null ? '' : duration(run.seconds),
    run.engine?.library ?? '',
    Object.keys(run.evaluations).join(', '),
  ]);
  const failures = runs.flatMap((run) =>
    run.failure === null ? [] : [`${run.name} failed: ${run.failure}`],
  );
  return [
    table(['run', 'preset', 'state', 'step', 'time', 'engine', 'evaluated on'], rows),
    ...failures,
  ].join('\n');
}
