import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';
import { outputFormatsSchema, resultLines } from '../results';

const optionsSchema = z.object({
  output: z.string().min(1, 'name a folder'),
  save: outputFormatsSchema,
  restart: z.boolean().default(false),
});

export function mergeCommand(from: readonly string[], options: unknown): TerminalCommand {
  const { output, save, restart } = parseOptions(optionsSchema, options);
  return async (session) => {
    const report = await session.run('predictions.merge', {
      from: [...from],
      output,
      formats: save,
      restart,
    });
    const { faces, images, failed, problems } = report;
    const lines = [
      `Joined ${counted(from.length, 'folder')}: ${counted(faces, 'face')} in ${counted(images, 'image')}, ` +
        `${failed.toLocaleString('en')} failed.`,
      ...resultLines(report),
      ...problemLines(problems, inJson),
    ];
    return { json: report, text: lines.join('\n') };
  };
}
