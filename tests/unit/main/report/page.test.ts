import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { escapeHtml, html } from '../../../../src/main/report/html';
import { lineChartSvg, thinned } from '../../../../src/main/report/lineChart';
import { reportPage, type ReportContent } from '../../../../src/main/report/page';

const engine = { backend: 'wasm', device: 'CPU', library: 'tfjs-backend-wasm 4.22.0', notice: null } as const;
const content: ReportContent = {
  run: {
    name: '<b>studio</b> & "co"',
    preset: 'studio',
    state: 'finished',
    configuration: presetConfiguration('studio', mtflTemplate),
    globalStep: 3,
    seconds: 12,
    createdAt: '2026-01-01T00:00:00.000Z',
    engine,
    failure: null,
    evaluations: {},
  },
  steps: [1, 2, 3].map((globalStep) => ({
    globalStep,
    lossByHead: { landmarks: 1 / globalStep, pose: 1.5 },
  })),
  validations: [{ globalStep: 3, metrics: { 'nme/landmarks': 0.12, 'accuracy/pose': 0.7 } }],
  evaluation: {
    run: 'studio',
    split: 'testing',
    faces: 10,
    metrics: { 'nme/landmarks': 0.105, 'accuracy/pose': 0.8, 'balanced_accuracy/pose': 0.5, loss: 2 },
    floors: { 'nme/landmarks': 0.314, 'accuracy/pose': 0.61 },
    confusion: {
      pose: {
        values: ['left', 'right'],
        counts: [
          [3, 1],
          [2, 4],
        ],
      },
    },
    engine,
    seconds: 1,
    problems: [],
  },
  pictures: ['overlays/a "quoted".jpg'],
};

describe('reportPage', () => {
  const page = reportPage(content);

  it('shows each head’s number beside its floor', () => {
    expect(page).toContain('10.5 %');
    expect(page).toContain('a constant: 31.4 %');
    expect(page).toContain('a constant: 61.0 %; balanced: 50.0 %');
  });

  it('escapes names and addresses', () => {
    expect(page).not.toContain('<b>studio</b>');
    expect(page).toContain('&lt;b&gt;studio&lt;/b&gt; &amp; &quot;co&quot;');
    expect(page).toContain('src="overlays/a &quot;quoted&quot;.jpg"');
  });

  it('counts what is confused with what, with shares of each label', () => {
    expect(page).toMatch(/<td class="right"[^>]*>\s*3<small>75 %<\/small>/);
    expect(page).toMatch(/<td class="wrong"[^>]*>\s*2<small>33 %<\/small>/);
  });

  it('draws a chart and a table of the same numbers', () => {
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain('<td>0.3333</td>');
  });

  it('loads nothing from elsewhere', () => {
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page).not.toContain('<script');
  });
});

describe('its parts', () => {
  it('thins a long curve by averaging stretches', () => {
    const points = Array.from({ length: 1000 }, (_, index) => [index, 2] as const);
    const thin = thinned(points, 100);
    expect(thin).toHaveLength(100);
    expect(thin.every(([, y]) => y === 2)).toBe(true);
    expect(thinned([[1, 5]], 100)).toEqual([[1, 5]]);
  });

  it('draws every line of a chart', () => {
    const svg = lineChartSvg({
      description: 'd',
      xName: 'step',
      yName: '',
      lines: [
        {
          name: 'first line',
          points: [
            [0, 1],
            [1, 2],
          ],
        },
        {
          name: 'second line',
          points: [
            [0, 2],
            [1, 1],
          ],
          dashed: true,
        },
      ],
    });
    expect(svg).toContain('first line');
    expect(svg).toContain('second line');
  });

  it('escapes by default and nests markup', () => {
    expect(escapeHtml(`<'"&>`)).toBe('&lt;&#39;&quot;&amp;&gt;');
    expect(html`<i>${'<'}${html`<b>${1}</b>`}</i>`.text).toBe('<i>&lt;<b>1</b></i>');
  });
});
