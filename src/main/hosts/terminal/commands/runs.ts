import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { table } from '../table';

const optionsSchema = z.object({ project: z.string() });

export function runsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const runs = await session.ask('runs.list', {});
    const rows = runs.map((run) => [
      run.name,
      run.preset,
      run.state,
      String(run.globalStep),
      run.seconds === null ? '' : `${run.seconds.toFixed(0)} s`,
      run.engine?.library ?? '',
      Object.keys(run.evaluations).join(', '),
    ]);
    return {
      json: { runs },
      text:
        runs.length === 0
          ? `No run yet. Next: facet train --project ${project}`
          : table(['run', 'preset', 'state', 'steps', 'time', 'engine', 'evaluated on'], rows),
    };
  };
}
