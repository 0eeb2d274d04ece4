import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A constant to beat is dashed. */
  readonly dashed?: boolean;
}

/** Okabe and Ito's palette, told apart without colour vision; the yellow is left out, too light on paper. */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9'];
const quiet = '#808a94';

/** A chart as a standalone SVG text, on a transparent ground that suits a dark page and a light one. */
export function lineChartSvg(chart: {
  readonly description: string;
  readonly xName: string;
  readonly yName: string;
  readonly logarithmic?: boolean;
  readonly lines: readonly Line[];
}): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: 560, height: 300 });
  canvas.setOption({
    animation: false,
    aria: { enabled: true, label: { description: chart.description } },
    color: palette,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 16, top: 44, bottom: 40 },
    legend: { top: 4, icon: 'roundRect', itemHeight: 4, textStyle: { color: quiet } },
    xAxis: {
      type: 'value',
      name: chart.xName,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: quiet },
      axisLabel: { color: quiet },
      splitLine: { show: false },
    },
    yAxis: {
      type: chart.logarithmic ? 'log' : 'value',
      scale: true,
      name: chart.yName,
      nameTextStyle: { color: quiet },
      axisLabel: { color: quiet },
      splitLine: { lineStyle: { color: quiet, opacity: 0.25 } },
    },
    series: chart.lines.map((line) => ({
      type: 'line',
      name: line.name,
      data: line.points.map((point) => [...point]),
      showSymbol: line.points.length === 1,
      lineStyle: { width: 1.6, type: line.dashed ? 'dashed' : 'solid' },
    })),
  });
  const svg = canvas.renderToSVGString();
  canvas.dispose();
  return svg;
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
