import { z } from 'zod';
import type { ImportReport } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';

const optionsSchema = z.object({ project: z.string().min(1, 'name a folder') });

export function importCommand(words: readonly string[], options: unknown): TerminalCommand {
  const { project } = parseOptions(optionsSchema, options);
  const path = words[0]!;
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'create' });
    const report = await session.run('datasets.import', { path }).catch(async (thrown: unknown) => {
      // A project that was made for what then did not come is no project.
      await session.ask('project.discard', {}).catch(() => undefined);
      throw thrown;
    });
    const { read, imported, updated, skipped, problems, splits, seconds } = report;
    return {
      json: { read, imported, updated, skipped, problems, splits, seconds },
      text: importText(report),
    };
  };
}

function importText(report: ImportReport): string {
  const splits = Object.entries(report.splits)
    .map(([split, faces]) => `${faces.toLocaleString('en')} ${split}`)
    .join(', ');
  const lines = [
    `Read ${counted(report.read, report.format === 'photos' ? 'photo' : 'row')} in ${report.seconds.toFixed(1)} s: ` +
      `${counted(report.imported, 'new face')}, ${report.updated.toLocaleString('en')} updated, ` +
      `${report.skipped.toLocaleString('en')} skipped${splits === '' ? '' : ` (${splits})`}.`,
  ];
  if (report.duplicates.length > 0) {
    const files = report.duplicates.reduce((sum, group) => sum + group.length, 0);
    const groups = counted(report.duplicates.length, 'group');
    lines.push(`${files} images stand in ${groups} of identical files; they are marked.`);
  }
  return [...lines, ...problemLines(report.problems, inJson)].join('\n');
}
