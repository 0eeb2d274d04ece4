import type { EChartsCoreOption } from 'echarts/core';
import type { ChartAxis, ChartDescription, ChartSeries } from './chart';
import { seriesMark } from './chartMarks';
import { axisText } from './chartTable';

/** The window's colours as the canvas needs them: resolved, by the token's name. */
export type ChartColors = (token: string) => string;

export interface ChartLook {
  readonly color: ChartColors;
  readonly number: (value: number) => string;
  /** Ids of the series that are switched off in the legend. */
  readonly hidden: ReadonlySet<string>;
  readonly pickable: boolean;
}

const fontFamily = "Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
/** More points than this are a curve: symbols on it would be a caterpillar. */
const mostSymbols = 24;

/** A description in ECharts' words. Nothing moves by itself: numbers that change are enough to look at. */
export function chartOption(chart: ChartDescription, look: ChartLook): EChartsCoreOption {
  const { color, number } = look;
  const shown = chart.series.filter((series) => !isHidden(chart, series, look.hidden));
  return {
    animation: false,
    textStyle: { fontFamily, color: color('--text-second') },
    grid: { left: 8, right: 16, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    tooltip: tooltip(chart, look),
    xAxis: axis(chart.x, look, 'x'),
    yAxis: axis(chart.y, look, 'y'),
    series: shown.map((series, index) => ({
      ...drawnSeries(series, look),
      ...(index === 0 && chart.marks ? { markLine: markLine(chart, color, number) } : {}),
    })),
  };
}

/** A floor or a raw curve goes with the series that it belongs to. */
export function isHidden(chart: ChartDescription, series: ChartSeries, hidden: ReadonlySet<string>): boolean {
  if (!series.look || series.look === 'normal') return hidden.has(series.id);
  const owner = chart.series.find(
    (other) => (other.look ?? 'normal') === 'normal' && other.palette === series.palette,
  );
  return owner !== undefined && hidden.has(owner.id);
}

function drawnSeries(series: ChartSeries, { color, pickable }: ChartLook): Record<string, unknown> {
  const mark = seriesMark(series.palette);
  const paint = color(mark.color);
  const common = { id: series.id, name: series.name, data: series.points, itemStyle: { color: paint } };
  const cursor = pickable ? 'pointer' : 'default';
  switch (series.kind) {
    case 'bar':
      return {
        ...common,
        type: 'bar',
        cursor,
        barMaxWidth: 44,
        itemStyle: { color: paint, borderRadius: [2, 2, 0, 0] },
        emphasis: { itemStyle: { color: paint, opacity: 0.8 } },
      };
    case 'points':
      return { ...common, type: 'scatter', cursor, symbol: mark.symbol, symbolSize: 8 };
    case 'line':
      return {
        ...common,
        type: 'line',
        cursor,
        connectNulls: true,
        step: series.stepped ? 'end' : false,
        symbol: mark.symbol,
        symbolSize: 6,
        showSymbol: series.look === undefined && series.points.length <= mostSymbols,
        // Steep curves keep their peaks; whoever has more points than pixels thins them beforehand.
        ...lineLook(series, paint),
      };
  }
}

function lineLook(series: ChartSeries, paint: string): Record<string, unknown> {
  const type = seriesMark(series.palette).dash ?? 'solid';
  switch (series.look) {
    case 'faint':
      return {
        silent: true,
        z: 1,
        lineStyle: { color: paint, width: 1, opacity: 0.22 },
        emphasis: { disabled: true },
      };
    case 'floor':
      return {
        silent: true,
        z: 1,
        lineStyle: { color: paint, width: 1, opacity: 0.8, type: [1, 4] },
        emphasis: { disabled: true },
      };
    default:
      return {
        z: 3,
        lineStyle: { color: paint, width: 1.75, type },
        emphasis: { lineStyle: { width: 2.5 } },
      };
  }
}

function axis(axis: ChartAxis, { color, number }: ChartLook, side: 'x' | 'y'): Record<string, unknown> {
  const isCategory = axis.kind === 'category';
  return {
    type: isCategory ? 'category' : axis.kind === 'logarithmic' ? 'log' : 'value',
    ...(isCategory ? { data: axis.categories } : {}),
    ...(axis.min === undefined ? {} : { min: axis.min }),
    ...(axis.max === undefined ? {} : { max: axis.max }),
    scale: side === 'y' && axis.min === undefined,
    name: axis.name,
    nameLocation: side === 'x' ? 'middle' : 'end',
    nameGap: side === 'x' ? 24 : 10,
    nameTextStyle: { color: color('--text-third'), fontSize: 11, ...(side === 'y' ? { align: 'left' } : {}) },
    axisLabel: {
      color: color('--text-third'),
      fontSize: 11,
      hideOverlap: true,
      ...(isCategory ? {} : { formatter: (value: number) => axisText(axis, value, number) }),
    },
    axisLine: { show: side === 'x', lineStyle: { color: color('--line-strong') } },
    axisTick: { show: false },
    splitLine: { show: side === 'y', lineStyle: { color: color('--line') } },
  };
}

interface TooltipItem {
  readonly seriesId: string;
  readonly seriesName: string;
  readonly value: readonly [number, number | null];
}

/** Drawn on the canvas: as HTML it would need inline styles, which the window's policy forbids. */
function tooltip(chart: ChartDescription, { color, number }: ChartLook): Record<string, unknown> {
  const trigger = chart.series.some(({ kind }) => kind === 'points') ? 'item' : 'axis';
  return {
    trigger,
    renderMode: 'richText',
    confine: true,
    backgroundColor: color('--raised'),
    borderColor: color('--line-strong'),
    borderWidth: 1,
    padding: [6, 9],
    textStyle: { color: color('--text'), fontFamily, fontSize: 12, lineHeight: 17 },
    axisPointer: { type: 'line', lineStyle: { color: color('--line-strong'), width: 1, type: 'solid' } },
    formatter: (hit: TooltipItem | readonly TooltipItem[]) => {
      const items = (Array.isArray(hit) ? hit : [hit]) as readonly TooltipItem[];
      const looks = new Map(chart.series.map(({ id, look }) => [id, look]));
      const lines = items
        .filter(({ seriesId, value }) => looks.get(seriesId) === undefined && value[1] !== null)
        .map(({ seriesName, value }) => `${seriesName}  ${axisText(chart.y, value[1]!, number)}`);
      const x = items[0] ? axisText(chart.x, items[0].value[0], number) : '';
      // A mark's name may be cut where it stands.
      const names = (chart.marks ?? [])
        .filter(({ axis, value }) => axis === 'x' && value === items[0]?.value[0])
        .map(({ name }) => name);
      return [`${chart.x.name}  ${x}`, ...lines, ...names].join('\n');
    },
  };
}

function markLine(
  chart: ChartDescription,
  color: ChartColors,
  number: (value: number) => string,
): Record<string, unknown> {
  const standing = chart.marks!.filter((mark) => mark.axis === 'x');
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: color('--text-third'), type: [4, 3], width: 1 },
    label: { color: color('--text-second'), fontSize: 11, position: 'insideEndTop' },
    data: chart.marks!.map((mark) => {
      const { axis, value, name } = mark;
      const label = { formatter: name || axisText(chart[axis], value, number) };
      return axis === 'x'
        ? {
            xAxis: value,
            name,
            label: { ...label, ...besideLine(chart, value, standing.indexOf(mark), color) },
          }
        : { yAxis: value, name, label };
    }),
  };
}

/**
 * The name of a line from bottom to top: level, on the line's side that has more room, below those of the marks before
 * it, and cut before it could leave the grid. The halo keeps it readable on curves.
 */
function besideLine(
  chart: ChartDescription,
  value: number,
  row: number,
  color: ChartColors,
): Record<string, unknown> {
  const [from, to] = extentOf(chart);
  return {
    position: 'end',
    // Upwards from the line's end; the side is a matter of the text's alignment.
    distance: [0, -8 - row * 15],
    align: value - from > to - value ? 'right' : 'left',
    verticalAlign: 'middle',
    padding: [0, 5],
    width: 160,
    overflow: 'truncate',
    ellipsis: '…',
    textBorderColor: color('--panel'),
    textBorderWidth: 3,
  };
}

function extentOf({ x, series }: ChartDescription): readonly [number, number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of series) {
    for (const [place] of points) [from, to] = [Math.min(from, place), Math.max(to, place)];
  }
  return [x.min ?? from, x.max ?? to];
}
