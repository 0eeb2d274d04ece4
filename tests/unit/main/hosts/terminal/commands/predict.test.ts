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
          shard: { index: 1, count: 1 },
          watchSeconds: null,
          restart: false,
          addToProject: null,
        },
      ],
    ]);
    const all = ['--format', 'csv,jsonl, mtfl,coco', '--overlays', '--checkpoint', 'best'];
    const other = await facet([...words, ...all], script);
    expect(other.asked[1]![1]).toMatchObject({
      formats: ['csv', 'jsonl', 'mtfl', 'coco', 'overlays'],
      checkpoint: 'best',
    });
  });

  it('takes a part, waits for more, adds to a project that it then writes to, and begins anew', async () => {
    const more = [
      '--faces',
      'whole',
      '--save',
      'yolo,crops,summary',
      '--shard',
      '2/5',
      '--watch',
      '--add-to-project',
      '--restart',
    ];
    const added = { added: 3, known: 1, elsewhere: 2, split: 'unassigned', problems: [] };
    const end = await facet([...words, ...more], { 'runs.predict': () => ({ ...predictReport, added }) });
    expect(end.asked[0]).toEqual(['project.open', { folder: '/p', mode: 'write' }]);
    expect(end.asked[1]![1]).toMatchObject({
      formats: ['yolo', 'crops', 'summary'],
      facesAre: 'whole',
      shard: { index: 2, count: 5 },
      watchSeconds: 1,
      restart: true,
      addToProject: { split: 'unassigned' },
    });
    expect(end.out[0]).toContain(
      'Added 3 faces to the project (unassigned), 1 face there before, 2 photos there under another name; an import,',
    );
    const nothing = { ...added, added: 0, elsewhere: 0 };
    const again = await facet([...words, ...more], {
      'runs.predict': () => ({ ...predictReport, added: nothing }),
    });
    expect(again.out[0]).toContain('Added 0 faces to the project (unassigned), 1 face there before.');
  });

  it.each([
    [['--shard', '0/3'], 'such as 2/5'],
    [['--shard', '4/3'], 'such as 2/5'],
    [['--save', 'csv,pdf'], 'the formats are csv'],
  ])('refuses %j', async (wrong, said) => {
    const end = await facet([...words, ...wrong], script);
    expect([end.exitCode, end.errors.join()]).toEqual([2, expect.stringContaining(said)]);
  });

  it('tells counts, files and problems', async () => {
    const { out } = await facet(words, script);
    expect(out[0]!.split('\n')).toEqual([
      'Predicted 1,022 faces in 1,024 images (700 images/s), 2 failed.',
      'In 1 image no face was found.',
      '1 image with the same bytes as another (--json lists them).',
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
      'withoutFace',
      'earlier',
      'added',
      'imagesPerSecond',
      'outputs',
      'problems',
      'duplicates',
    ]);
  });
});
