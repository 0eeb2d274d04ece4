import { describe, expect, it } from 'vitest';
import { chartFigure } from '../../../../src/main/report/chartFigure';
import { type Chart, lineChartSvg, thinned } from '../../../../src/main/report/lineChart';

const chart: Chart = {
  title: 'A <chart>',
  description: 'of two lines',
  size: 'wide',
  xName: 'step',
  x: { scale: 'linear', unit: 'number' },
  y: { scale: 'linear', unit: 'percent' },
  lines: [
    {
      name: 'first line',
      points: [
        [0, 0.1],
        [1, 0.25],
      ],
    },
    { name: 'a floor', points: [[1, 0.2]], style: 'floor' },
  ],
};

describe('chartFigure', () => {
  const { text } = chartFigure(chart);

  it('says the same in a picture and in a table, a row a place', () => {
    expect(text).toContain('<svg');
    const cells = [...text.slice(text.indexOf('<table>')).matchAll(/<t[hd](?: [^>]*)?>([^<]*)</g)].map(
      ([, cell]) => cell,
    );
    expect(cells).toEqual(['step', 'first line', 'a floor', '0', '10.0 %', '', '1', '25.0 %', '20.0 %']);
  });

  it('escapes its words', () => {
    expect(text).toContain('A &lt;chart&gt;');
  });

  it('shortens a long table, and keeps its last row', () => {
    const points = Array.from({ length: 1000 }, (_, step) => [step, 0.5] as const);
    const long = chartFigure({ ...chart, lines: [{ name: 'long', points }] }).text;
    expect(long.match(/<th scope="row">/g)!.length).toBeLessThan(30);
    expect(long).toContain('<th scope="row">999</th>');
  });
});

describe('lineChartSvg', () => {
  it('draws every line, and describes itself', () => {
    const svg = lineChartSvg(chart);
    expect(svg).toContain('first line');
    expect(svg).toContain('a floor');
    expect(svg).toContain('aria-label="A &lt;chart&gt;. of two lines"');
  });

  it('keeps to the ends it is given', () => {
    const svg = lineChartSvg({ ...chart, y: { scale: 'linear', unit: 'percent', least: 0, most: 0.8 } });
    expect(svg).toContain('>80 %<');
    expect(svg).toContain('>0 %<');
  });
});

describe('thinned', () => {
  it('averages stretches of a long curve, and leaves a short one', () => {
    const points = Array.from({ length: 1000 }, (_, index) => [index, 2] as const);
    const thin = thinned(points, 100);
    expect(thin).toHaveLength(100);
    expect(thin.every(([, y]) => y === 2)).toBe(true);
    expect(thinned([[1, 5]], 100)).toEqual([[1, 5]]);
  });
});
