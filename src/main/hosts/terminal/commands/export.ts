import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { problemLines } from '../problems';

const optionsSchema = z.object({ project: z.string(), output: z.string(), format: z.enum(['mtfl']) });

export function exportCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, output, format } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run('datasets.export', { folder: output, format });
    const text = `Wrote the labels of ${report.faces.toLocaleString('en')} faces:\n${report.files.map((file) => `  ${file}`).join('\n')}`;
    return { json: report, text: [text, ...problemLines(report.problems)].join('\n') };
  };
}
