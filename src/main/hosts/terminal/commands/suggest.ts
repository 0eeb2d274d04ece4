import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { problemLines } from '../problems';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  checkpoint: z.enum(['newest', 'best']),
});

export function suggestCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, checkpoint } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('runs.suggest', { run, checkpoint });
    const rows = Object.entries(report.contradicted).map(([head, faces]) => [
      head,
      faces.toLocaleString('en'),
    ]);
    const lines = [
      `“${report.run}” predicted ${report.faces.toLocaleString('en')} faces in ${report.seconds.toFixed(1)} s; ` +
        'its suggestions are stored.',
      ...(rows.length > 0 ? [table(['head', 'labels it contradicts'], rows)] : []),
      ...problemLines(report.problems),
    ];
    return { json: report, text: lines.join('\n') };
  };
}
