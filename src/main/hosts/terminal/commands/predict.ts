import { z } from 'zod';
import type { PredictReport } from '@shared/contract/reports';
import type { CommandOutput, TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  run: z.string(),
  input: z.array(z.string()),
  output: z.string().min(1, 'name a folder'),
  format: z.array(z.enum(['csv', 'jsonl', 'mtfl', 'coco'], 'the formats are csv, jsonl, mtfl and coco')),
  overlays: z.boolean().default(false),
  checkpoint: z.enum(['newest', 'best']),
});

export function predictCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, input, output, format, overlays, checkpoint } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run(
      'runs.predict',
      { run, checkpoint, inputs: input, output, formats: format, overlays },
      undefined,
      (partial) => predictOutput(partial, 'Stopped: predicted'),
    );
    return predictOutput(report, 'Predicted');
  };
}

function predictOutput(report: PredictReport, verb: string): CommandOutput {
  const { images, faces, failed, imagesPerSecond, outputs, problems } = report;
  const lines = [
    `${verb} ${counted(faces, 'face')} in ${counted(images, 'image')} ` +
      `(${imagesPerSecond.toFixed(0)} images/s), ${failed.toLocaleString('en')} failed.`,
    ...outputs.map((file) => `  ${file}`),
  ];
  return {
    json: { images, faces, failed, imagesPerSecond, outputs, problems },
    text: [...lines, ...problemLines(problems, inJson)].join('\n'),
  };
}
