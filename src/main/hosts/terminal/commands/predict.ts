import { z } from 'zod';
import { unassignedSplit, type AddedPredictions } from '@shared/contract/predictions';
import type { PredictReport } from '@shared/contract/reports';
import type { CommandOutput, TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';
import { outputFormatsSchema, resultLines } from '../results';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  run: z.string(),
  input: z.array(z.string()),
  output: z.string().min(1, 'name a folder'),
  save: outputFormatsSchema,
  format: outputFormatsSchema.optional(),
  overlays: z.boolean().default(false),
  faces: z.enum(['find', 'whole']),
  shard: z.object({ index: z.number(), count: z.number() }).default({ index: 1, count: 1 }),
  watch: z.boolean().default(false),
  restart: z.boolean().default(false),
  addToProject: z.boolean().default(false),
  checkpoint: z.enum(['newest', 'best']),
});

/** How often a folder that fills up is looked at. */
const watchSeconds = 1;

export function predictCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const wishes = parseOptions(optionsSchema, options);
  const { project, run, checkpoint, input, output, shard, restart, addToProject } = wishes;
  const save = wishes.format ?? wishes.save;
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: addToProject ? 'write' : 'read' });
    const report = await session.run(
      'runs.predict',
      {
        ...{ run, checkpoint, inputs: input, output, shard, restart },
        formats: wishes.overlays && !save.includes('overlays') ? [...save, 'overlays'] : save,
        facesAre: wishes.faces === 'find' ? 'found' : 'whole',
        watchSeconds: wishes.watch ? watchSeconds : null,
        addToProject: addToProject ? { split: unassignedSplit } : null,
      },
      undefined,
      (partial) => predictOutput(partial, 'Stopped: predicted'),
    );
    return predictOutput(report, 'Predicted');
  };
}

function predictOutput(report: PredictReport, verb: string): CommandOutput {
  const { images, faces, failed, earlier, imagesPerSecond, problems, added } = report;
  const kept = earlier > 0 ? ` ${counted(earlier, 'image')} had been looked at before.` : '';
  const lines = [
    `${verb} ${counted(faces, 'face')} in ${counted(images, 'image')} ` +
      `(${imagesPerSecond.toFixed(0)} images/s), ${failed.toLocaleString('en')} failed.${kept}`,
    ...resultLines(report),
    ...(added === null ? [] : [addedLine(added)]),
  ];
  return {
    json: report,
    text: [...lines, ...problemLines([...problems, ...(added?.problems ?? [])], inJson)].join('\n'),
  };
}

function addedLine({ added, known, split }: AddedPredictions): string {
  const before = known > 0 ? `, ${counted(known, 'face')} there before` : '';
  return `Added ${counted(added, 'face')} to the project (${split})${before}; an import, which can be undone.`;
}
