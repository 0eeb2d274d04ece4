import { z } from 'zod';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { problemLines } from '../problems';
import { table } from '../table';

const optionsSchema = z.object({ project: z.string(), top: z.number() });

export function repeatsCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, top } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('faces.findRepeats', {});
    const { faces, pairs, acrossSplits, seconds } = report;
    // What a measurement suffers from first.
    const shown = pairs
      .toSorted((one, other) => Number(isAcross(other)) - Number(isAcross(one)))
      .slice(0, top)
      .map(({ first, second, similarity }) => [
        first.image,
        first.split,
        second.image,
        second.split,
        similarity.toFixed(3),
      ]);
    const lines = [
      `Compared ${counted(faces, 'face')} in ${seconds.toFixed(1)} s: ${counted(pairs.length, 'pair')} that nearly repeat each other, ${acrossSplits.toLocaleString('en')} of them in two splits.`,
      ...(shown.length > 0 ? [table(['image', 'split', 'image', 'split', 'similarity'], shown)] : []),
      ...problemLines(report.problems),
    ];
    return { json: report, text: lines.join('\n') };
  };
}

function isAcross({ first, second }: { first: { split: string }; second: { split: string } }): boolean {
  return first.split !== second.split;
}
