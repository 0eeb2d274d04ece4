import { z } from 'zod';
import type { EvaluateReport } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { problemLines } from '../problems';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string(),
  run: z.string(),
  split: z.string(),
  checkpoint: z.enum(['newest', 'best']),
});

export function evaluateCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, split, checkpoint } = optionsSchema.parse(options);
  return async (session) => {
    await session.ask('project.open', { folder: project, mode: 'write' });
    const report = await session.run('runs.evaluate', { run, split, checkpoint });
    return {
      json: {
        ...report.metrics,
        run: report.run,
        split: report.split,
        faces: report.faces,
        floors: report.floors,
      },
      text: evaluationText(report),
    };
  };
}

/** Every metric, the heads' in the order of the run, each beside what a constant scores where that is known. */
export function evaluationText(report: EvaluateReport): string {
  const rows = Object.entries(report.metrics).map(([name, value]) => {
    const floor = report.floors[name];
    return [name, metricText(name, value), floor === undefined ? '' : metricText(name, floor)];
  });
  return [
    `“${report.run}” on ${report.faces.toLocaleString('en')} faces of ${report.split} (${report.engine.library}, ${report.engine.device}):`,
    table(['metric', 'value', 'a constant'], rows),
    'nme: mean distance of predicted and labelled points over the distance between the eye centres; failure_rate: above 0.1; auc: of the cumulative error curve up to 0.1.',
    ...problemLines(report.problems),
  ].join('\n');
}

function metricText(name: string, value: number): string {
  return name === 'global_step' ? value.toFixed(0) : value.toFixed(4);
}
