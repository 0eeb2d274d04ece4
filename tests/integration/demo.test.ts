import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { facet, startFacet, wasm } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

const heads = ['landmarks', 'gender', 'smile', 'glasses', 'pose'];
const photos = 24;

/** What the demo answers, in the parts that this test looks into. */
interface DemoResult {
  readonly run: string;
  readonly steps: number;
  readonly backend: string;
  readonly heads: readonly { readonly head: string; readonly value: number; readonly floor: number }[];
}

describe('facet demo', () => {
  it('does the whole job, leaves every file, and does it again with what is there', async () => {
    const folder = join(temporaryFolder(), 'the demo');
    const words = ['demo', '--output', folder, '--faces', '60', '--json'];
    const ended = await facet(words);
    expect(ended, ended.errors).toMatchObject({ exitCode: 0 });
    const result = ended.json() as unknown as DemoResult;
    expect(result.heads.map(({ head }) => head)).toEqual(heads);
    for (const { value, floor } of result.heads) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(floor).toBeGreaterThan(0);
    }
    const page = pathToFileURL(join(folder, 'report.html')).href;
    expect(page).toContain('the%20demo');
    expect(ended.errors).toContain(page);
    expect(ended.errors).toMatch(/landmarks +mean error, of the eye distance +[\d.]+ % +[\d.]+ %/);

    expect(readdirSync(folder).sort()).toEqual(['faces', 'photos', 'predictions', 'project', 'report.html']);
    expect(readdirSync(join(folder, 'faces')).sort()).toContain('training.txt');
    expectPredictions(join(folder, 'predictions'));
    expectReport(readFileSync(join(folder, 'report.html'), 'utf8'), result);

    const again = await facet(words);
    expect(again, again.errors).toMatchObject({ exitCode: 0 });
    expect(again.errors).toContain('60 faces are drawn already.');
    expect(again.errors).toContain(`“${result.run}” is trained already.`);
    expect(again.json()).toMatchObject({ run: result.run, steps: result.steps, heads: result.heads });

    const more = await facet(['demo', '--output', folder, '--faces', '61']);
    expect(more).toMatchObject({ exitCode: 1, errors: expect.stringContaining('--output') });
  });

  it('trains less without TensorFlow and says so; stopped, it goes on where it was', async () => {
    const folder = join(temporaryFolder(), 'demo');
    // Three steps long: one to be stopped after, and two to go on with.
    const words = ['demo', '--output', folder, '--faces', '60', '--json'];
    const stopping = startFacet(words, { environment: wasm });
    // After the first of its steps.
    await stopping.says(/training {2}█/);
    stopping.kill('SIGINT');
    const stopped = await stopping.ended;
    expect(stopped).toMatchObject({ exitCode: 130 });
    expect(stopped.errors).toMatch(/Without TensorFlow the demo trains .*\n/);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);

    const resumed = await facet(words, wasm);
    expect(resumed, resumed.errors).toMatchObject({ exitCode: 0 });
    const result = resumed.json() as unknown as DemoResult;
    expect(result).toMatchObject({ backend: 'wasm', steps: 3 });
    const events = readFileSync(join(folder, 'project', 'runs', '1', 'events.jsonl'), 'utf8');
    const steps = events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; globalStep: number })
      .filter(({ type }) => type === 'step');
    expect(steps.map(({ globalStep }) => globalStep)).toEqual([1, 2, 3]);
    expect(existsSync(join(folder, 'project', 'runs', '2'))).toBe(false);
  });
});

function expectPredictions(folder: string): void {
  expect(readdirSync(folder).sort()).toEqual([
    'overlays',
    'predictions.coco.json',
    'predictions.csv',
    'predictions.jsonl',
    'predictions.log',
    'predictions.mtfl.txt',
    'summary.html',
  ]);
  const pictures = readdirSync(join(folder, 'overlays')).filter((name) => name.endsWith('.jpg'));
  expect(pictures).toHaveLength(photos);
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(text('predictions.csv').trim().split('\n')).toHaveLength(photos + 1);
  expect(text('predictions.jsonl').trim().split('\n')).toHaveLength(photos);
  expect(text('predictions.mtfl.txt').trim().split('\n')).toHaveLength(photos);
  const coco = JSON.parse(text('predictions.coco.json')) as { annotations: unknown[] };
  expect(coco.annotations).toHaveLength(photos);
}

/** Every head's number, chart and matrix, and every picture, all within the page. */
function expectReport(page: string, { run, heads: scores }: DemoResult): void {
  expect(page).toContain(`<h1>${run}</h1>`);
  for (const { value, floor } of scores) {
    expect(page).toContain(`<p class="value">${(value * 100).toFixed(1)} %</p>`);
    expect(page).toContain(`a constant: ${(floor * 100).toFixed(1)} %`);
  }
  // Losses, the cumulative error, and a chart a head.
  expect(page.match(/<svg role="img" aria-label=/g)).toHaveLength(2 + heads.length);
  expect(page.match(/<table class="confusion">/g)).toHaveLength(heads.length - 1);
  expect(page.match(/<img src="data:image\/jpeg;base64,[\w+/]+=*" /g)).toHaveLength(photos);
  expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  expect(page).not.toContain('<script');
}
