import { z } from 'zod';
import type { Closeness, ReproduceReport } from '@shared/contract/reproduction';
import type { SurroundingDifference } from '@shared/domain/fingerprint';
import { comparedHeadlines } from '@shared/learning/comparedHeadlines';
import type { CommandOutput, TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { shellWord } from '../shellWord';
import { table } from '../table';
import { trainingLine } from '../trainingLine';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  despiteChanges: z.boolean().default(false),
});

export function reproduceCommand([run = '']: readonly string[], options: unknown): TerminalCommand {
  const { project, despiteChanges } = parseOptions(optionsSchema, options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run(
      'runs.reproduce',
      { run, despiteChanges },
      (event) => {
        const line = trainingLine(event);
        if (line) session.note(line);
      },
      (partial) => reproduceOutput(partial, project),
    );
    return reproduceOutput(report, project);
  };
}

function reproduceOutput(report: ReproduceReport, project: string): CommandOutput {
  const { run, of, closeness } = report;
  if (closeness === null) {
    const again = `facet reproduce ${shellWord(of)} --project ${shellWord(project)}`;
    return { json: report, text: `“${of}” is being trained again as “${run}”. To go on: ${again}` };
  }
  return { json: report, text: closenessText(report, closeness) };
}

/** What was the same, to the bit or nearly, and what else was another. */
export function closenessText({ run, of }: ReproduceReport, closeness: Closeness): string {
  const { measured, globalStep } = closeness;
  return [
    `“${run}” is “${of}” trained again to step ${globalStep.toLocaleString('en')}. ${weightsText(closeness)}`,
    ...(measured === null
      ? []
      : [`On the ${faces[measured.on]}, at step ${measured.globalStep.toLocaleString('en')}:`]),
    ...(measured === null ? [] : [metricsTable(measured)]),
    ...(closeness.changes === null ? [] : ['It was trained in spite of changed labels or files.']),
    ...(closeness.lengthened
      ? ['The original was lengthened on its way: its first steps followed another schedule than here.']
      : []),
    ...closeness.differences.map(differenceText),
  ].join('\n');
}

const faces = { validation: 'validation faces', training: 'last training batch' } as const;

function weightsText({ weights, differences, changes, lengthened, device }: Closeness): string {
  if (weights === null) return 'The original’s checkpoint is gone, so their weights cannot be compared.';
  if (weights.identical) return 'Their weights are the same, bit for bit.';
  const apart = `Their weights differ by ${weights.relativeDifference.toExponential(1)} of their length (by ${weights.largestDifference.toExponential(1)} at most).`;
  const isExplained = differences.length > 0 || changes !== null || lengthened;
  const hint =
    !isExplained && !/\b1 thread\b/.test(device ?? '')
      ? ' With TF_NUM_INTRAOP_THREADS=1, on the same machine, trainings repeat bit for bit.'
      : '';
  return apart + hint;
}

function metricsTable(measured: NonNullable<Closeness['measured']>): string {
  const rows = comparedHeadlines(measured.original, measured.again).map(
    ({ head, metric, original, again }) => [
      head,
      metric,
      original.toFixed(4),
      again.toFixed(4),
      signed(again - original),
    ],
  );
  return table(['head', 'metric', 'original', 'again', 'difference'], rows);
}

function signed(value: number): string {
  return value === 0 ? '0' : `${value > 0 ? '+' : '−'}${Math.abs(value).toPrecision(2)}`;
}

const partNames: Readonly<Record<SurroundingDifference['part'], string>> = {
  facet: 'Facet',
  tfjs: 'tfjs',
  node: 'Node',
  backend: 'the backend',
  library: 'the library',
  device: 'the device',
};

function differenceText({ part, original, again }: SurroundingDifference): string {
  return `Note: ${partNames[part]} is another: ${original} then, ${again} now.`;
}
