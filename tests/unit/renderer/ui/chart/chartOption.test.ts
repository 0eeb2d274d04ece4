import { describe, expect, it } from 'vitest';
import type { ChartDescription, ChartSeries } from '../../../../../src/renderer/ui/chart/chart';
import { seriesMarks } from '../../../../../src/renderer/ui/chart/chartMarks';
import { chartOption, type ChartLook } from '../../../../../src/renderer/ui/chart/chartOption';

const line = (id: string, palette: number, rest: Partial<ChartSeries> = {}): ChartSeries => ({
  id,
  name: id,
  kind: 'line',
  palette,
  points: [[1, 2]],
  ...rest,
});
const chart: ChartDescription = {
  title: 'Validation',
  x: { name: 'Step' },
  y: { name: 'Accuracy, %' },
  series: [line('pose', 0), line('pose floor', 0, { look: 'floor' }), line('smile', 1)],
};
const look = (hidden: readonly string[] = []): ChartLook => ({
  color: (token) => token,
  number: String,
  hidden: new Set(hidden),
  pickable: false,
});
const idsOf = (option: object): unknown[] =>
  (option as { series: { id: unknown }[] }).series.map(({ id }) => id);

describe('a chart in ECharts’ words', () => {
  it('hides a floor with the series it belongs to', () => {
    expect(idsOf(chartOption(chart, look()))).toEqual(['pose', 'pose floor', 'smile']);
    expect(idsOf(chartOption(chart, look(['pose'])))).toEqual(['smile']);
  });

  it('writes the tooltip without markup, which the window’s policy would refuse', () => {
    const { tooltip } = chartOption(chart, look()) as {
      tooltip: { renderMode: string; formatter: (hit: unknown) => string };
    };
    expect(tooltip.renderMode).toBe('richText');
    const hit = [
      { seriesId: 'pose', seriesName: 'Pose', value: [7, 0.5] },
      { seriesId: 'pose floor', seriesName: 'Floor', value: [7, 0.1] },
    ];
    expect(tooltip.formatter(hit)).toBe('Step  7\nPose  0.5');
  });

  it('writes the names of standing marks level, beside their lines, below one another, and whole in the tooltip', () => {
    const marks = [
      { axis: 'x', value: 1, name: 'Stopped: Pose' },
      { axis: 'x', value: 9, name: 'Stopped: Smile, Glasses' },
      { axis: 'y', value: 0.5, name: 'Chance' },
    ] as const;
    const option = chartOption(
      {
        ...chart,
        series: [
          line('pose', 0, {
            points: [
              [0, 0],
              [10, 1],
            ],
          }),
        ],
        marks,
      },
      look(),
    );
    const { series, tooltip } = option as {
      series: { markLine: { data: { label: Record<string, unknown> }[] } }[];
      tooltip: { formatter: (hit: unknown) => string };
    };
    expect(series[0]!.markLine.data.map(({ label }) => [label['align'], label['distance']])).toEqual([
      ['left', [0, -8]],
      ['right', [0, -23]],
      [undefined, undefined],
    ]);
    const hit = { seriesId: 'pose', seriesName: 'Pose', value: [9, 0.5] };
    expect(tooltip.formatter([hit])).toBe('Step  9\nPose  0.5\nStopped: Smile, Glasses');
  });

  it('tells every series apart without colour', () => {
    const apart = new Set(seriesMarks.map(({ dash, symbol }) => `${String(dash)} ${symbol}`));
    expect(apart.size).toBe(seriesMarks.length);
  });
});
