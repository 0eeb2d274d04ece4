import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';
import { exportModelCommand } from './exportModel';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  output: z.string().min(1, 'name a folder'),
  format: z.enum(['mtfl']),
});

export function exportCommand(words: readonly string[], options: unknown): TerminalCommand {
  if (isOfModel(options)) return exportModelCommand(words, options);
  const { project, output, format } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run('datasets.export', { folder: output, format });
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

/** A run's model is asked for by a word that labels have no use for. */
function isOfModel(options: unknown): boolean {
  return ['run', 'as', 'checkpoint'].some((word) => Object.hasOwn(Object(options) as object, word));
}
