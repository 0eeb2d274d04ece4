import { z } from 'zod';
import type { TrainReport } from '@shared/contract/reports';
import { weightingSchema } from '@shared/contract/training';
import { optimizerKinds } from '@shared/learning/configuration';
import { presetNames } from '@shared/learning/presets';
import { viewChoices, viewsOf } from '@shared/learning/views';
import type { CommandOutput, TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { problemLines } from '../problems';
import { duration } from '../progressLine';
import { trainingLine } from '../trainingLine';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  preset: z.enum(presetNames).optional(),
  heads: z.array(z.string()).optional(),
  weights: z.record(z.string(), z.number()).optional(),
  steps: z.number().optional(),
  epochs: z.number().optional(),
  batch: z.number().optional(),
  learningRate: z.number().optional(),
  optimizer: z.enum(optimizerKinds).optional(),
  weightDecay: z.number().optional(),
  averaging: z.number().optional(),
  teacher: z.number().optional(),
  soften: z.array(z.string()).optional(),
  advise: z.array(z.string()).optional(),
  headPatience: z.number().optional(),
  weighting: weightingSchema.optional(),
  views: z.enum(viewChoices).optional(),
  balance: z.record(z.string(), z.number()).optional(),
  seed: z.number().optional(),
  startFrom: z.string().optional(),
  freezeTrunk: z.number().optional(),
  fineTuneRate: z.number().optional(),
  name: z.string().optional(),
  resume: z.boolean().optional(),
});

export function trainCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, batch, freezeTrunk, views, soften, advise, ...rest } = parseOptions(
    optionsSchema,
    options,
  );
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run(
      'runs.train',
      {
        ...rest,
        ...(batch === undefined ? {} : { batchSize: batch }),
        ...(freezeTrunk === undefined ? {} : { freezeTrunkEpochs: freezeTrunk }),
        ...(soften === undefined ? {} : { softens: attributesIn(soften) }),
        ...(advise === undefined ? {} : { advise: attributesIn(advise) }),
        ...(views === undefined ? {} : { views: viewsOf(views) }),
      },
      (event) => {
        const line = trainingLine(event);
        if (line) session.note(line);
      },
      (partial) => trainOutput(partial, project),
    );
    return trainOutput(report, project);
  };
}

/** “none” is the word for an empty list, which a shell cannot say. */
function attributesIn(names: readonly string[]): string[] {
  return names.filter((name) => name !== 'none');
}

function trainOutput(report: TrainReport, project: string): CommandOutput {
  const { run, global_step, seconds, facesPerSecond, backend, device, engine } = report;
  const step = global_step.toLocaleString('en');
  const pace = `in ${duration(seconds)} (${facesPerSecond.toFixed(0)} faces/s)`;
  const lines =
    report.stopped === 'finished'
      ? [
          `Trained “${run}” to step ${step} ${pace} on ${backend}: ${engine.library}, ${device}.`,
          `Next: facet evaluate --project ${project} --run ${run}`,
        ]
      : [
          `Stopped “${run}” at step ${step} ${pace}; ${report.global_step > 0 ? 'its checkpoint is kept' : 'nothing was learnt yet'}.`,
          `To go on: facet train --project ${project} --name ${run} --resume`,
        ];
  return {
    json: { run, global_step, seconds, facesPerSecond, backend, device, engine },
    text: [...lines, ...problemLines(report.problems)].join('\n'),
  };
}
