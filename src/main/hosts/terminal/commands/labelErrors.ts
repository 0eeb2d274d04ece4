import { z } from 'zod';
import type { LabelCheckReport } from '@shared/contract/labelCheck';
import type { Mistake } from '@shared/contract/inspect';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { problemLines } from '../problems';
import type { Session } from '../session';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  folds: z.number().optional(),
  epochs: z.number().optional(),
  top: z.number(),
});

export function labelErrorsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, folds, epochs, top } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('labels.check', {
      run,
      ...(folds === undefined ? {} : { folds }),
      ...(epochs === undefined ? {} : { epochs }),
    });
    const doubted = await mostDoubted(session, report, top);
    const json = Object.fromEntries(
      doubted.map(([head, mistakes]) => [
        head,
        mistakes.map(({ tile, labelled, predicted, confidence, error }) => {
          return { faceId: tile.id, image: tile.imagePath, labelled, predicted, confidence, error };
        }),
      ]),
    );
    return { json: { ...report, doubted: json }, text: reportText(report, doubted) };
  };
}

type Doubted = readonly (readonly [head: string, mistakes: readonly Mistake[]])[];

/** Heads in the run's order. */
async function mostDoubted(session: Session, report: LabelCheckReport, top: number): Promise<Doubted> {
  const { run, split } = report;
  const evaluations = await session.ask('inspect.evaluations', { run });
  const heads = evaluations.find((evaluation) => evaluation.split === split)?.heads ?? [];
  const doubted: [string, readonly Mistake[]][] = [];
  for (const { head } of heads) {
    const { mistakes } = await session.ask('inspect.mistakes', { run, split, head, offset: 0, limit: top });
    doubted.push([head, mistakes]);
  }
  return doubted;
}

function reportText(report: LabelCheckReport, doubted: Doubted): string {
  const { run, faces, folds, seconds, suspects } = report;
  const counts = Object.entries(suspects).map(([head, count]) => [head, count.toLocaleString('en')]);
  return [
    `Asked ${folds} networks as “${run}” about ${counted(faces, 'face')} that they had not learnt from, in ${seconds.toFixed(0)} s.`,
    ...(counts.length > 0 ? [table(['head', 'labels to be doubted'], counts)] : []),
    ...doubted.flatMap(([head, mistakes]) =>
      mistakes.length === 0 ? [] : ['', `${head}, the most doubtful first:`, mistakeTable(mistakes)],
    ),
    ...problemLines(report.problems),
  ].join('\n');
}

function mistakeTable(mistakes: readonly Mistake[]): string {
  if (mistakes.every(({ predicted }) => predicted === null)) {
    const rows = mistakes.map(({ tile, error }) => [tile.imagePath, error.toFixed(3)]);
    return table(['image', 'error'], rows);
  }
  const rows = mistakes.map(({ tile, labelled, predicted, confidence }) => [
    tile.imagePath,
    (labelled ?? []).join(', '),
    (predicted ?? []).join(', '),
    confidence === null ? '' : confidence.toFixed(3),
  ]);
  return table(['image', 'label', 'networks say', 'confidence'], rows);
}
