import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml } from './html';

use([LineChart, GridComponent, LegendComponent, SVGRenderer]);

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A constant to beat is dashed and gray, a single measurement a dot. */
  readonly style?: 'solid' | 'floor' | 'dot';
}

export interface Chart {
  readonly title: string;
  readonly description: string;
  /** Letters keep their size: a chart that is shown small is drawn small. */
  readonly size: keyof typeof sizesPx;
  readonly xName: string;
  readonly lines: readonly Line[];
  readonly x: Axis;
  readonly y: Axis;
}

export interface Axis {
  readonly scale: 'linear' | 'logarithmic';
  /** Fractions are written as percent. */
  readonly unit: 'number' | 'percent';
  /** What lies beyond is cut off; by default everything is shown. */
  readonly least?: number;
  readonly most?: number;
}

/** Okabe and Ito's palette, told apart without colour vision; the yellow is left out, too light on paper. */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9'];
/** Legible on a dark ground and on a light one. */
const quiet = '#808a94';
const sizesPx = { wide: { width: 560, height: 300 }, small: { width: 380, height: 230 } };

/** A chart as a standalone SVG text, on a transparent ground that suits a dark page and a light one. */
export function lineChartSvg({ title, description, size, xName, lines, x, y }: Chart): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, ...sizesPx[size] });
  canvas.setOption({
    animation: false,
    color: palette,
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 13 },
    grid: { left: 60, right: 20, top: 40, bottom: 44 },
    legend: {
      selectedMode: false,
      top: 2,
      left: 8,
      itemGap: 20,
      icon: 'roundRect',
      itemWidth: 18,
      itemHeight: 4,
      // Widths are guessed where no font is: wider letters than most have keep names apart.
      textStyle: { color: quiet, fontSize: 13, padding: [0, 8, 0, 0] },
    },
    xAxis: {
      ...axis(x),
      name: xName,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: quiet, fontSize: 13 },
      splitLine: { show: false },
    },
    yAxis: { ...axis(y), splitLine: { lineStyle: { color: quiet, opacity: 0.25 } } },
    series: lines.map((line) => ({
      type: 'line',
      // Nothing answers a mouse on a page without scripts.
      silent: true,
      name: line.name,
      data: line.points.map((point) => [...point]),
      showSymbol: line.style === 'dot' || line.points.length === 1,
      symbol: 'circle',
      symbolSize: line.style === 'dot' ? 11 : 6,
      lineStyle: {
        width: line.style === 'floor' ? 1.6 : 2,
        type: line.style === 'floor' ? 'dashed' : 'solid',
      },
      ...(line.style === 'floor' ? { color: quiet } : {}),
    })),
  });
  const svg = canvas.renderToSVGString();
  canvas.dispose();
  const label = escapeHtml(`${title}. ${description}`);
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${label}" `);
}

function axis({ scale, unit, least, most }: Axis): object {
  return {
    type: scale === 'logarithmic' ? 'log' : 'value',
    scale: true,
    ...(least === undefined ? {} : { min: least }),
    ...(most === undefined ? {} : { max: most }),
    axisLabel: {
      color: quiet,
      fontSize: 13,
      ...(unit === 'percent'
        ? { formatter: (value: number) => `${Number((value * 100).toFixed(1))} %` }
        : {}),
    },
  };
}

/** At most `count` points, each the mean of its stretch: a thousand steps on 560 pixels. */
export function thinned(points: readonly (readonly [number, number])[], count = 160): [number, number][] {
  const stretch = Math.max(1, Math.ceil(points.length / count));
  const means: [number, number][] = [];
  for (let start = 0; start < points.length; start += stretch) {
    const part = points.slice(start, start + stretch);
    const sum = part.reduce((total, point) => [total[0] + point[0], total[1] + point[1]] as const, [
      0, 0,
    ] as const);
    means.push([sum[0] / part.length, sum[1] / part.length]);
  }
  return means;
}
