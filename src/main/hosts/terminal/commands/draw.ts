import { z } from 'zod';
import type { TerminalCommand } from '../command';

const optionsSchema = z.object({
  output: z.string(),
  count: z.number(),
  testing: z.number().optional(),
  seed: z.number(),
});

export function drawCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { output, ...set } = optionsSchema.parse(options);
  return async (session) => {
    const report = await session.run('datasets.draw', { folder: output, ...set });
    const splits = Object.entries(report.splits)
      .map(([split, faces]) => `${faces.toLocaleString('en')} ${split}`)
      .join(', ');
    const text = [
      report.drawn
        ? `Drew ${splits} faces in ${report.seconds.toFixed(1)} s into ${report.folder}`
        : `${report.folder} holds these ${splits} faces already.`,
      `Next: facet import ${output} --project FOLDER`,
    ].join('\n');
    return { json: report, text };
  };
}
