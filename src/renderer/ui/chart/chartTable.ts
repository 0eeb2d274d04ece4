import type { ChartAxis, ChartDescription, ChartPick } from './chart';

export interface ChartTableCell {
  readonly text: string;
  /** What a press on it picks; null for an empty cell. */
  readonly pick: ChartPick | null;
}

export interface ChartTableRows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly x: string; readonly cells: readonly ChartTableCell[] }[];
}

/** A chart as a table: a row for each x, a column for each series; what is faint repeats what is there. */
export function chartTable(chart: ChartDescription, number: (value: number) => string): ChartTableRows {
  const series = chart.series.filter(({ look }) => look !== 'faint');
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const places = series.map(({ points }) => new Map(points.map(([x], index) => [x, index])));
  return {
    columns: series.map(({ name }) => name),
    rows: xs.map((x) => ({
      x: axisText(chart.x, x, number),
      cells: series.map(({ id, points }, column) => {
        const index = places[column]!.get(x);
        const y = index === undefined ? null : points[index]![1];
        return index === undefined || y === null
          ? { text: '', pick: null }
          : { text: axisText(chart.y, y, number), pick: { seriesId: id, index, x, y } };
      }),
    })),
  };
}

/** A place on an axis in words. */
export function axisText(axis: ChartAxis, value: number, number: (value: number) => string): string {
  return axis.categories?.[value] ?? (axis.format ?? number)(value);
}
