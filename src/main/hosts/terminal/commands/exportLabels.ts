import { z } from 'zod';
import { exportFormats, rowLayouts } from '@shared/contract/labels';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  output: z.string().min(1, 'name a folder'),
  as: z.enum(exportFormats, `the formats are ${exportFormats.join(', ')}`).default('mtfl'),
  images: z.boolean().optional(),
  split: z.string().min(1, 'name a split').optional(),
  predictions: z.string().min(1, 'name a run').optional(),
  layout: z.enum(rowLayouts).optional(),
});

export function exportLabelsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, output: folder, as: format, ...wishes } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run('datasets.export', { folder, format, ...wishes });
    const { files, faces, problems } = report;
    const text =
      files.length === 0
        ? 'There is no face that the format can hold; nothing was written.'
        : [`Wrote the labels of ${counted(faces, 'face')}:`, ...files.map((file) => `  ${file}`)].join('\n');
    return {
      json: { files, faces, problems },
      text: [text, ...problemLines(problems, inJson)].join('\n'),
    };
  };
}
