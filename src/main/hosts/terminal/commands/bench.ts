import { z } from 'zod';
import type { BenchReport } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { table } from '../table';

const optionsSchema = z.object({ data: z.string() });

export function benchCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { data } = parseOptions(optionsSchema, options);
  return async (session) => {
    const report = await session.run('system.bench', { data });
    return { json: report, text: benchText(report) };
  };
}

function benchText(report: BenchReport): string {
  const step = (backend: 'tensorflow' | 'wasm'): string => {
    const time = report.step[backend];
    if (!time) return 'not on this machine';
    const { medianMilliseconds, minimumMilliseconds, maximumMilliseconds } = time;
    return `${medianMilliseconds.toFixed(1)} ms (${minimumMilliseconds.toFixed(1)}–${maximumMilliseconds.toFixed(1)})`;
  };
  return table(
    ['measured', 'value'],
    [
      [
        'import',
        `${report.import.faces} faces in ${report.import.seconds.toFixed(1)} s, ${report.import.peakResidentMegabytes.toFixed(0)} MB`,
      ],
      ['decode', `${report.decode.imagesPerSecond.toFixed(0)} images/s`],
      ['step, tensorflow', step('tensorflow')],
      ['step, wasm', step('wasm')],
      [
        'pipeline, tutorial',
        `${report.pipeline.tutorial.percentOfConstantBatch.toFixed(1)} % of a constant batch`,
      ],
      [
        'pipeline, studio',
        `${report.pipeline.studio.percentOfConstantBatch.toFixed(1)} % of a constant batch`,
      ],
      ['predict', `${report.predict.imagesPerSecond.toFixed(0)} images/s`],
      ['engine', `${report.engine.library}, ${report.engine.device}`],
    ],
  );
}
