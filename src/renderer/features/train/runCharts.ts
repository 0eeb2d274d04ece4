import type { RunHistory } from '@shared/contract/training';
import { headlineOf, readingOf } from '@shared/learning/headline';
import type { LossBand } from '@shared/learning/lossCurve';
import type { ChartDescription, ChartPoint, ChartSeries } from '../../ui/chart/chart';
import { smoothed } from './smoothing';

/** The words that charts are written in. */
export interface ChartWords {
  readonly lossTitle: string;
  readonly lossAxis: string;
  readonly weightsTitle: string;
  readonly weightAxis: string;
  readonly total: string;
  readonly step: string;
  readonly head: (name: string) => string;
  readonly raw: (series: string) => string;
  readonly floor: (series: string) => string;
  /** Of heads that pull the trunk no more. */
  readonly stopped: (heads: string) => string;
  /** `Accuracy, %`. */
  readonly metricAxis: (metric: string) => string;
  readonly metricValue: (metric: string, value: number) => string;
  readonly number: (value: number) => string;
}

/** Series 0 is the total; each head has the mark of its place among the heads, here as on its tile. */
export function headPalette(heads: readonly string[], head: string): number {
  return heads.indexOf(head) + 1;
}

export function lossChart(
  { curve }: Pick<RunHistory, 'curve'>,
  options: { readonly smoothing: number; readonly logarithmic: boolean },
  words: ChartWords,
): ChartDescription {
  const heads = Object.keys(curve.heads);
  const bands: readonly (readonly [string, string, number, LossBand])[] = [
    ['total', words.total, 0, curve.total],
    ...heads.map((head) => [head, words.head(head), headPalette(heads, head), curve.heads[head]!] as const),
  ];
  return {
    title: words.lossTitle,
    x: { name: words.step, min: 0, format: words.number },
    y: { name: words.lossAxis, kind: options.logarithmic ? 'logarithmic' : 'value', format: words.number },
    series: bands.flatMap(([id, name, palette, band]): ChartSeries[] => [
      {
        id: `${id} raw`,
        name: words.raw(name),
        kind: 'line',
        look: 'faint',
        palette,
        points: zigzag(curve.lastStep, band, options.logarithmic),
      },
      {
        id,
        name,
        kind: 'line',
        palette,
        points: line(curve.lastStep, smoothed(band.mean, options.smoothing), options.logarithmic),
      },
    ]),
  };
}

/** Through every bucket's lowest and highest loss, so that a peak is seen whatever the width of the bucket. */
function zigzag(steps: readonly number[], band: LossBand, logarithmic: boolean): ChartPoint[] {
  return steps.flatMap((step, index): ChartPoint[] => {
    const [low, high] = [band.low[index]!, band.high[index]!];
    const points: ChartPoint[] =
      low === high
        ? [[step, low]]
        : [
            [step, low],
            [step, high],
          ];
    return points.map(([x, y]) => [x, drawable(y!, logarithmic)]);
  });
}

function line(steps: readonly number[], values: readonly number[], logarithmic: boolean): ChartPoint[] {
  return steps.map((step, index) => [step, drawable(values[index]!, logarithmic)]);
}

/** Nothing below or at zero has a logarithm; a gap says so. */
function drawable(value: number, logarithmic: boolean): number | null {
  return !Number.isFinite(value) || (logarithmic && value <= 0) ? null : value;
}

/** What each head's loss counts, step after step; null where the weights are fixed. */
export function weightChart(
  { curve }: Pick<RunHistory, 'curve'>,
  words: ChartWords,
): ChartDescription | null {
  const heads = Object.keys(curve.heads);
  const weighed = heads.filter((head) => curve.weights[head] !== undefined);
  if (weighed.length === 0) return null;
  return {
    title: words.weightsTitle,
    x: { name: words.step, min: 0, format: words.number },
    y: { name: words.weightAxis, min: 0, format: words.number },
    series: weighed.map((head) => ({
      id: head,
      name: words.head(head),
      kind: 'line',
      palette: headPalette(heads, head),
      points: line(curve.lastStep, curve.weights[head]!, false),
    })),
  };
}

/** A chart for each metric that heads are told by, each head beside the floor that a constant reaches. */
export function validationCharts(
  { validations, beginning }: Pick<RunHistory, 'validations' | 'beginning'>,
  heads: readonly string[],
  lastStep: number,
  words: ChartWords,
): readonly { readonly metric: string; readonly chart: ChartDescription }[] {
  const newest = validations.at(-1)?.metrics ?? {};
  const metrics = new Map<string, string[]>();
  for (const head of heads) {
    const headline = headlineOf(head, newest);
    if (headline) metrics.set(headline.metric, [...(metrics.get(headline.metric) ?? []), head]);
  }
  return [...metrics].map(([metric, of]) => ({
    metric,
    chart: {
      title: words.metricAxis(metric),
      x: { name: words.step, min: 0, format: words.number },
      y: { name: words.metricAxis(metric), format: (value: number) => words.metricValue(metric, value) },
      marks: validations.flatMap(({ globalStep, stopped }) => {
        const names = of.filter((head) => stopped.includes(head)).map(words.head);
        return names.length === 0
          ? []
          : [{ axis: 'x' as const, value: globalStep, name: words.stopped(names.join(', ')) }];
      }),
      series: of.flatMap((head): ChartSeries[] => {
        const palette = headPalette(heads, head);
        const points = validations.flatMap((pass): ChartPoint[] => {
          const value = pass.metrics[`${metric}/${head}`];
          return value === undefined ? [] : [[pass.globalStep, scaled(metric, value)]];
        });
        const floor = beginning?.floors[`${metric}/${head}`];
        const name = words.head(head);
        const series: ChartSeries = { id: head, name, kind: 'line', palette, points };
        if (floor === undefined) return [series];
        const constant = scaled(metric, floor);
        return [
          series,
          {
            id: `${head} floor`,
            name: words.floor(name),
            kind: 'line',
            look: 'floor',
            palette,
            points: [
              [0, constant],
              [lastStep, constant],
            ],
          },
        ];
      }),
    },
  }));
}

/** Shares and eye distances are drawn in per cent. */
function scaled(metric: string, value: number): number {
  return readingOf(metric).unit === 'plain' ? value : value * 100;
}
