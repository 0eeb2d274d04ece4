import { describe, expect, it } from 'vitest';
import type { ExportReport } from '@shared/contract/reports';
import { facet } from '../scriptedStudio';

const words = ['export', '--project', '/p', '--output', '/out'];
const report: ExportReport = { files: ['/out/training.txt'], faces: 1200, problems: [] };

describe('facet export', () => {
  it('writes MTFL, and only reads the project', async () => {
    const { asked, out } = await facet(words, { 'datasets.export': () => report });
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'read' }],
      ['datasets.export', { folder: '/out', format: 'mtfl' }],
    ]);
    expect(out[0]!.split('\n')).toEqual(['Wrote the labels of 1,200 faces:', '  /out/training.txt']);
  });

  it('hands on the format and what goes with it', async () => {
    const wishes = ['--as', 'label-studio', '--images', '--split', 'testing', '--predictions', 'studio-1'];
    const { asked } = await facet([...words, ...wishes], { 'datasets.export': () => report });
    const wish = {
      folder: '/out',
      format: 'label-studio',
      images: true,
      split: 'testing',
      predictions: 'studio-1',
    };
    expect(asked[1]).toEqual(['datasets.export', wish]);
  });

  it('says when there is nothing that the format can hold, and why', async () => {
    const problems = [{ file: 'a.jpg', code: 'not-in-format', reason: 'pose is not labelled' }];
    const { out } = await facet(words, { 'datasets.export': () => ({ files: [], faces: 0, problems }) });
    expect(out[0]!.split('\n')).toEqual([
      'There is no face that the format can hold; nothing was written.',
      '1 problem:',
      '  a.jpg  pose is not labelled',
    ]);
  });

  it('is its files, counts and problems for programs', async () => {
    const end = await facet([...words, '--json'], { 'datasets.export': () => report });
    expect(end.json()).toEqual(report);
  });
});
