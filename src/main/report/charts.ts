import { type Headline, headlineOf, type ReportContent } from './content';
import { type Axis, type Chart, type Line, thinned } from './lineChart';

/** What each head lost on the way, a line a head. */
export function lossChart({ run, steps }: ReportContent): Chart {
  return {
    title: 'Training loss by head',
    description: 'A batch’s mean loss before weighting, averaged over stretches of steps.',
    size: 'wide',
    xName: 'step',
    x: { scale: 'linear', unit: 'number', least: 0 },
    y: { scale: 'logarithmic', unit: 'number' },
    lines: run.configuration.heads.map((head) => ({
      name: head.name,
      points: thinned(
        steps.flatMap((step) => {
          const loss = step.lossByHead[head.name];
          return loss === undefined || !(loss > 0) ? [] : [[step.globalStep, loss] as const];
        }),
      ),
    })),
  };
}

/** A chart a head: its headline on faces held out of training, where the evaluation ended, and what a constant has. */
export function validationCharts({ run, validations, evaluation }: ReportContent): Chart[] {
  return run.configuration.heads.flatMap(({ name: head }) => {
    const headline = headlineOf(head, evaluation.metrics);
    if (!headline) return [];
    const metric = `${headline.metric}/${head}`;
    const points = validations.flatMap(({ globalStep, metrics }) =>
      metrics[metric] === undefined ? [] : [[globalStep, metrics[metric]] as const],
    );
    if (points.length === 0) return [];
    const value = evaluation.metrics[metric]!;
    const floor = evaluation.floors[metric];
    const ends = [0, run.globalStep];
    const lines: Line[] = [
      { name: 'validation', points },
      { name: evaluation.split, points: [[run.globalStep, value]], style: 'dot' },
      ...(floor === undefined
        ? []
        : [
            {
              name: 'a constant',
              points: ends.map((step) => [step, floor] as const),
              style: 'floor' as const,
            },
          ]),
    ];
    return [
      {
        title: head,
        description: `${headline.title}; ${headline.better} is better.`,
        size: 'small',
        xName: 'step',
        x: { scale: 'linear', unit: 'number', least: 0 },
        y: verticalAxis(headline, Math.max(floor ?? 0, value)),
        lines,
      },
    ];
  });
}

/** Errors up to here are of interest; beyond, a face is lost. */
const mostError = 0.3;
const curvePoints = 120;

/** A chart a landmark head: the share of faces with at most that error. */
export function cumulativeErrorCharts({ run, evaluation, faceErrors }: ReportContent): Chart[] {
  return run.configuration.heads.flatMap(({ name: head }) => {
    const errors = [...(faceErrors[head] ?? [])].sort((first, second) => first - second);
    if (errors.length === 0) return [];
    const points: [number, number][] = [];
    let below = 0;
    for (let index = 0; index <= curvePoints; index += 1) {
      const limit = (index * mostError) / curvePoints;
      while (below < errors.length && errors[below]! <= limit) below += 1;
      points.push([limit, below / errors.length]);
    }
    const threshold = evaluation.metrics[`failure_threshold/${head}`] ?? 0.1;
    const floor = evaluation.floors[`failure_rate/${head}`];
    const lines: Line[] = [
      { name: `${errors.length.toLocaleString('en')} faces`, points },
      {
        name: 'failure threshold',
        points: [
          [threshold, 0],
          [threshold, 1],
        ],
        style: 'floor',
      },
      ...(floor === undefined
        ? []
        : [{ name: 'a constant', points: [[threshold, 1 - floor] as const], style: 'dot' as const }]),
    ];
    return [
      {
        title: `${head}: cumulative error`,
        description: 'Share of faces whose mean error is at most this part of the distance between the eyes.',
        size: 'wide',
        xName: 'error, of the eye distance',
        x: { scale: 'linear', unit: 'percent', least: 0, most: mostError },
        y: { scale: 'linear', unit: 'percent', least: 0, most: 1 },
        lines,
      },
    ];
  });
}

/** Errors of the first steps are so large that nothing else would be seen: they are cut off. */
function verticalAxis({ better, unit }: Headline, largest: number): Axis {
  if (better === 'higher') return { scale: 'linear', unit, most: 1 };
  return { scale: 'linear', unit, least: 0, ...(largest > 0 ? { most: roundedUp(2 * largest) } : {}) };
}

/** To one digit: 0.43 → 0.5. */
function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / unit) * unit).toPrecision(1));
}
