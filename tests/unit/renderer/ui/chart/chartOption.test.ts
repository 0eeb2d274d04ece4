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

  it('tells every series apart without colour', () => {
    const apart = new Set(seriesMarks.map(({ dash, symbol }) => `${String(dash)} ${symbol}`));
    expect(apart.size).toBe(seriesMarks.length);
  });
});
