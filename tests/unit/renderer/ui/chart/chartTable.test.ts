import { describe, expect, it } from 'vitest';
import type { ChartDescription } from '../../../../../src/renderer/ui/chart/chart';
import { chartTable } from '../../../../../src/renderer/ui/chart/chartTable';

const chart: ChartDescription = {
  title: 'Loss',
  x: { name: 'Step' },
  y: { name: 'Loss', format: (value) => `${value} nats` },
  series: [
    {
      id: 'pose',
      name: 'Pose',
      kind: 'line',
      palette: 0,
      points: [
        [10, 2],
        [20, 1],
      ],
    },
    { id: 'raw', name: 'Raw', kind: 'line', palette: 0, look: 'faint', points: [[15, 3]] },
    {
      id: 'smile',
      name: 'Smile',
      kind: 'line',
      palette: 1,
      points: [
        [20, 4],
        [30, null],
      ],
    },
  ],
};

describe('a chart as a table', () => {
  it('has a row for each x and a column for each series that is not the raw of another', () => {
    const table = chartTable(chart, String);
    expect(table.columns).toEqual(['Pose', 'Smile']);
    expect(table.rows.map(({ x, cells }) => [x, ...cells.map(({ text }) => text)])).toEqual([
      ['10', '2 nats', ''],
      ['20', '1 nats', '4 nats'],
      ['30', '', ''],
    ]);
  });

  it('picks what the drawn point would: the place in its own series', () => {
    const [, second] = chartTable(chart, String).rows;
    expect(second!.cells[1]!.pick).toEqual({ seriesId: 'smile', index: 0, x: 20, y: 4 });
    expect(chartTable(chart, String).rows[0]!.cells[1]!.pick).toBeNull();
  });

  it('names categories by their words', () => {
    const bars: ChartDescription = {
      ...chart,
      x: { name: 'Point', kind: 'category', categories: ['Nose', 'Eye'] },
      series: [
        {
          id: 'error',
          name: 'Error',
          kind: 'bar',
          palette: 0,
          points: [
            [0, 5],
            [1, 6],
          ],
        },
      ],
    };
    expect(chartTable(bars, String).rows.map(({ x }) => x)).toEqual(['Nose', 'Eye']);
  });
});
