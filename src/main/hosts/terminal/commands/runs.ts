import { z } from 'zod';
import type { RunSummary } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { duration } from '../progressLine';
import { table } from '../table';

const optionsSchema = z.object({ project: z.string().min(1, 'name a folder') });

export function runsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const runs = await session.ask('runs.list', {});
    return { json: { runs }, text: runs.length === 0 ? noRun(project) : runsText(runs) };
  };
}

function noRun(project: string): string {
  return `No run yet. Next: facet train --project ${project}`;
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
