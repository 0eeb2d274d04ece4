import { z } from 'zod';
import { modelFormats } from '@shared/learning/modelFormat';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  run: z.string().min(1, 'name a run'),
  as: z.enum(modelFormats, { error: `say in which format: ${modelFormats.join(', ')}` }),
  output: z.string().min(1, 'name a folder'),
  checkpoint: z
    .union([z.enum(['best', 'newest', 'last']), z.coerce.number().int().nonnegative()], {
      error: 'say best, last or a step’s number',
    })
    .default('best'),
});

/** `facet export --run R --as FORMAT`: the model; without a run `export` writes labels. */
export function exportModelCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, as: format, output, checkpoint } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'read' });
    const report = await session.run('models.export', {
      run,
      format,
      folder: output,
      checkpoint: checkpoint === 'last' ? 'newest' : checkpoint,
    });
    const { folder, files, globalStep } = report;
    const step = globalStep.toLocaleString('en');
    return {
      json: { ...report },
      text: [
        `Wrote “${report.run}” of step ${step} as ${format} to ${folder}:`,
        ...files.map((file) => `  ${file}`),
        'README.md says what goes in and what comes out, with an example.',
      ].join('\n'),
    };
  };
}
