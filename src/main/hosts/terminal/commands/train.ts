import { z } from 'zod';
import { trainingLine } from '../trainingLine';
import type { TerminalCommand } from '../command';
import { duration } from '../progressLine';
import { problemLines } from '../problems';

const optionsSchema = z.object({
  project: z.string(),
  preset: z.enum(['tutorial', 'studio']),
  heads: z.array(z.string()).optional(),
  weights: z.record(z.string(), z.number()).optional(),
  steps: z.number().optional(),
  epochs: z.number().optional(),
  batch: z.number().optional(),
  learningRate: z.number().optional(),
  seed: z.number().optional(),
  name: z.string().optional(),
  resume: z.boolean().optional(),
});

export function trainCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, batch, ...rest } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run(
      'runs.train',
      { ...rest, ...(batch === undefined ? {} : { batchSize: batch }) },
      (event) => {
        const line = trainingLine(event);
        if (line) session.note(line);
      },
    );
    const text = [
      `Trained “${report.run}” to step ${report.global_step.toLocaleString('en')} in ${duration(report.seconds)} ` +
        `(${report.facesPerSecond.toFixed(0)} faces/s) on ${report.backend}: ${report.engine.library}, ${report.device}.`,
      `Next: facet evaluate --project ${project} --run ${report.run}`,
      ...problemLines(report.problems),
    ].join('\n');
    return { json: report, text };
  };
}
