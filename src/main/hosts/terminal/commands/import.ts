import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { importFormats, labelMappingSchema, sides, type LabelMapping } from '@shared/contract/labels';
import type { ImportReport } from '@shared/contract/reports';
import { fail } from '@shared/result';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { inJson, problemLines } from '../problems';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  format: z.enum(importFormats, `the formats are ${importFormats.join(', ')}`).optional(),
  images: z.string().min(1, 'name a folder').optional(),
  mapping: z.string().min(1, 'name a file').optional(),
  map: labelMappingSchema.optional(),
  sides: z.enum(sides).optional(),
  split: z.string().min(1, 'name a split').optional(),
  predictions: z.boolean().optional(),
});

export function importCommand(words: readonly string[], options: unknown): TerminalCommand {
  const { project, mapping: file, map, ...wishes } = parseOptions(optionsSchema, options);
  const mapping = file === undefined ? map : { ...readMapping(file), ...map };
  const path = words[0]!;
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'create' });
    const wish = { path, ...wishes, ...(mapping ? { mapping } : {}) };
    const report = await session.run('datasets.import', wish).catch(async (thrown: unknown) => {
      // A project that was made for what then did not come is no project.
      await session.ask('project.discard', {}).catch(() => undefined);
      throw thrown;
    });
    const { format, read, imported, updated, skipped, problems, splits, seconds } = report;
    return {
      json: { format, read, imported, updated, skipped, problems, splits, seconds },
      text: importText(report),
    };
  };
}

/** A JSON object of names and what they mean. Wrong usage where it is none. */
function readMapping(file: string): LabelMapping {
  try {
    return labelMappingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    const reason = thrown instanceof z.ZodError ? thrown.issues[0]!.message : String(thrown);
    return fail(
      'usage',
      `--mapping: ${file} is no JSON object of names, such as {"left_pupil": "left_eye"} (${reason})`,
    );
  }
}

function importText(report: ImportReport): string {
  const splits = Object.entries(report.splits)
    .map(([split, faces]) => `${faces.toLocaleString('en')} ${split}`)
    .join(', ');
  const what =
    report.format === 'photos' ? 'photo' : report.format === 'mtfl' ? 'row' : `${report.format} label`;
  const lines = [
    `Read ${counted(report.read, what)} in ${report.seconds.toFixed(1)} s: ` +
      `${counted(report.imported, 'new face')}, ${report.updated.toLocaleString('en')} updated, ` +
      `${report.skipped.toLocaleString('en')} skipped${splits === '' ? '' : ` (${splits})`}.`,
  ];
  if (report.duplicates.length > 0) {
    const files = report.duplicates.reduce((sum, group) => sum + group.length, 0);
    const groups = counted(report.duplicates.length, 'group');
    lines.push(`${files} images stand in ${groups} of identical files; they are marked.`);
  }
  return [...lines, ...problemLines(report.problems, inJson)].join('\n');
}
