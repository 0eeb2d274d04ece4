import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { problemLines } from '../problems';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  input: z.array(z.string()),
  output: z.string(),
  format: z.array(z.enum(['csv', 'jsonl', 'mtfl', 'coco'], 'the formats are csv, jsonl, mtfl and coco')),
  overlays: z.boolean().default(false),
  checkpoint: z.enum(['newest', 'best']),
});

export function predictCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, input, output, format, overlays, checkpoint } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run('runs.predict', {
      run,
      checkpoint,
      inputs: input,
      output,
      formats: format,
      overlays,
    });
    const lines = [
      `Predicted ${report.faces.toLocaleString('en')} faces in ${report.images.toLocaleString('en')} images ` +
        `(${report.imagesPerSecond.toFixed(0)} images/s), ${report.failed} failed.`,
      ...report.outputs.map((file) => `  ${file}`),
    ];
    return { json: report, text: [...lines, ...problemLines(report.problems)].join('\n') };
  };
}
