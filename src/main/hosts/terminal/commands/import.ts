import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { problemLines } from '../problems';

const optionsSchema = z.object({ project: z.string() });

export function importCommand(words: readonly string[], options: unknown): TerminalCommand {
  const { project } = optionsSchema.parse(options);
  const path = words[0]!;
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'create' });
    const report = await session.run('datasets.import', { path });
    const splits = Object.entries(report.splits)
      .map(([split, faces]) => `${faces.toLocaleString('en')} ${split}`)
      .join(', ');
    const lines = [
      `Read ${report.read.toLocaleString('en')} rows in ${report.seconds.toFixed(1)} s: ` +
        `${report.imported.toLocaleString('en')} new faces, ${report.updated.toLocaleString('en')} updated, ` +
        `${report.skipped.toLocaleString('en')} skipped (${splits}).`,
    ];
    if (report.duplicates.length > 0) {
      const files = report.duplicates.reduce((sum, group) => sum + group.length, 0);
      lines.push(
        `${files} images stand in ${report.duplicates.length} groups of identical files; they are marked.`,
      );
    }
    return { json: report, text: [...lines, ...problemLines(report.problems)].join('\n') };
  };
}
