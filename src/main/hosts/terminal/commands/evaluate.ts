import { z } from 'zod';
import type { EvaluateReport } from '@shared/contract/reports';
import type { TerminalCommand } from '../command';
import { counted } from '../counted';
import { parseOptions } from '../options';
import { problemLines } from '../problems';
import { table } from '../table';

const optionsSchema = z.object({
  project: z.string().min(1, 'name a folder'),
  run: z.string(),
  split: z.string(),
  checkpoint: z.enum(['newest', 'best']),
});

export function evaluateCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const { project, run, split, checkpoint } = parseOptions(optionsSchema, options);
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
        calibration: report.calibration,
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
    `“${report.run}” on ${counted(report.faces, 'face')} of ${report.split} (${report.engine.library}, ${report.engine.device}):`,
    table(['metric', 'value', 'a constant'], rows),
    ...calibrationLines(report),
    ...landmarkNotes(report),
    ...problemLines(report.problems),
  ].join('\n');
}

/** How far probabilities are from how often they are right. */
function calibrationLines({ calibration }: EvaluateReport): string[] {
  const rows = Object.entries(calibration).map(([head, { temperature, errorBefore, errorAfter }]) => [
    head,
    temperature === null ? '' : temperature.toFixed(3),
    errorBefore.toFixed(4),
    temperature === null ? '' : errorAfter.toFixed(4),
  ]);
  if (rows.length === 0) return [];
  return [
    '',
    table(['expected calibration error', 'temperature', 'before', 'after'], rows),
    ...(Object.values(calibration).some(({ temperature }) => temperature === null)
      ? [
          'A head without a temperature is not calibrated: its run has had fewer than 50 validation labels of it, or no mistake among them.',
        ]
      : []),
  ];
}

/** What a landmark error is measured in stands beside the number. */
function landmarkNotes({ metrics }: EvaluateReport): string[] {
  const thresholds = Object.entries(metrics).filter(([name]) => name.startsWith('failure_threshold/'));
  return thresholds.map(([name, threshold]) => {
    const head = name.slice(name.indexOf('/') + 1);
    return (
      `${head}: nme is the mean distance of predicted and labelled points over the distance between the eye ` +
      `centres, failure_rate the share of faces above ${threshold}, auc that of the cumulative error curve up to it.`
    );
  });
}

function metricText(name: string, value: number): string {
  return name === 'global_step' ? value.toFixed(0) : value.toFixed(4);
}
