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
  faces: z.enum(['find', 'whole']).optional(),
  shard: z.object({ index: z.number(), count: z.number() }).default({ index: 1, count: 1 }),
  watch: z.boolean().default(false),
  restart: z.boolean().default(false),
  addToProject: z.boolean().default(false),
  checkpoint: z.enum(['newest', 'best']),
});

const facesAre = { find: 'found', whole: 'whole' } as const;
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
        ...(wishes.faces === undefined ? {} : { facesAre: facesAre[wishes.faces] }),
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

function addedLine({ added, known, elsewhere, split }: AddedPredictions): string {
  const before = known > 0 ? `, ${counted(known, 'face')} there before` : '';
  const other = elsewhere > 0 ? `, ${counted(elsewhere, 'photo')} there under another name` : '';
  const undone = added > 0 ? '; an import, which can be undone' : '';
  return `Added ${counted(added, 'face')} to the project (${split})${before}${other}${undone}.`;
}
