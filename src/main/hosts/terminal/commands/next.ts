import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { problemLines } from '../problems';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  checkpoint: z.enum(['newest', 'best']),
  count: z.number(),
});

/** Faces that are printed; all of them are in the JSON, and in the window. */
const shownFaces = 20;

export function nextCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, checkpoint, count } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('labels.next', { run, checkpoint, count });
    const { queue, candidates, seconds } = report;
    const rows = queue.slice(0, shownFaces).map(({ image, uncertainty }) => [image, uncertainty.toFixed(3)]);
    const lines = [
      `“${report.run}” chose ${counted(queue.length, 'face')} of ${candidates.toLocaleString('en')} that lack a label, in ${seconds.toFixed(1)} s.`,
      ...(rows.length > 0 ? [table(['image', 'uncertainty'], rows)] : []),
      ...(queue.length > shownFaces ? [`and ${(queue.length - shownFaces).toLocaleString('en')} more`] : []),
      `The Library shows them as “Label next”: facet serve --project ${project}`,
      ...problemLines(report.problems),
    ];
    return { json: report, text: lines.join('\n') };
  };
}
