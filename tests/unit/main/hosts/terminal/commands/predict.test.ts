import { describe, expect, it } from 'vitest';
import { predictReport } from '../reports';
import { facet, type Script } from '../scriptedStudio';

const words = ['predict', '--project', '/p', '--run', 'r', '--input', 'a', 'b.jpg', '--output', '/out'];
const script: Script = { 'runs.predict': () => predictReport };

describe('facet predict', () => {
  it('asks for a CSV unless told otherwise, and only reads the project', async () => {
    const { asked } = await facet(words, script);
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'read' }],
      [
        'runs.predict',
        {
          run: 'r',
          checkpoint: 'newest',
          inputs: ['a', 'b.jpg'],
          output: '/out',
          formats: ['csv'],
          overlays: false,
        },
      ],
    ]);
    const all = ['--format', 'csv,jsonl, mtfl,coco', '--overlays', '--checkpoint', 'best'];
    const other = await facet([...words, ...all], script);
    expect(other.asked[1]![1]).toMatchObject({
      formats: ['csv', 'jsonl', 'mtfl', 'coco'],
      overlays: true,
      checkpoint: 'best',
    });
  });

  it('tells counts, files and problems', async () => {
    const { out } = await facet(words, script);
    expect(out[0]!.split('\n')).toEqual([
      'Predicted 1,022 faces in 1,024 images (700 images/s), 2 failed.',
      '  /out/predictions.csv',
      '1 problem:',
      '  /in/a.jpg  It cannot be decoded.',
    ]);
  });

  it('stopped, tells what its files hold', async () => {
    const end = await facet([...words, '--json'], {
      'runs.predict': (job) => {
        job.cancel();
        return predictReport;
      },
    });
    expect(end.exitCode).toBe(130);
    expect(end.errors.join('\n')).toContain('Stopped: predicted 1,022 faces in 1,024 images');
    expect(end.json()).toEqual({ interrupted: true, result: predictReport });
  });

  it('has exactly these fields for programs', async () => {
    const end = await facet([...words, '--json'], script);
    expect(end.json()).toEqual(predictReport);
    expect(Object.keys(predictReport)).toEqual([
      'images',
      'faces',
      'failed',
      'imagesPerSecond',
      'outputs',
      'problems',
    ]);
  });
});
