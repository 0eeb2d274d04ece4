import { describe, expect, it } from 'vitest';
import type { ExportedModel } from '@shared/contract/models';
import { facet } from '../scriptedStudio';

const words = ['export', '--project', '/p', '--run', 'one', '--as', 'keras', '--output', '/out'];
const report: ExportedModel = {
  run: 'one',
  format: 'keras',
  folder: '/out',
  files: ['model.keras', 'README.md'],
  globalStep: 1200,
  fingerprint: 'abc',
};
const script = { 'models.export': () => report };

describe('facet export --run', () => {
  it('hands on the best checkpoint, and only reads the project', async () => {
    const { asked, out } = await facet(words, script);
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'read' }],
      ['models.export', { run: 'one', format: 'keras', folder: '/out', checkpoint: 'best' }],
    ]);
    expect(out[0]!.split('\n')).toEqual([
      'Wrote “one” of step 1,200 as keras to /out:',
      '  model.keras',
      '  README.md',
      'README.md says what goes in and what comes out, with an example.',
    ]);
    expect((await facet([...words, '--json'], script)).json()).toEqual(report);
  });

  it.each([
    ['last', 'newest'],
    ['best', 'best'],
    ['300', 300],
  ])('takes the checkpoint %s', async (word, checkpoint) => {
    const { asked } = await facet([...words, '--checkpoint', word], script);
    expect(asked[1]![1]).toMatchObject({ checkpoint });
  });

  it('says what is missing or wrong', async () => {
    const ask = async (...more: string[]) =>
      facet(['export', '--project', '/p', '--output', '/out', ...more], script);
    const withoutFormat = await ask('--run', 'one');
    expect(withoutFormat.errors.at(-1)).toContain('--as: say in which format: onnx, tfjs, keras, savedmodel');
    expect((await ask('--as', 'onnx')).errors.at(-1)).toContain('--run');
    expect((await ask('--run', 'one', '--as', 'onnx', '--checkpoint', 'first')).errors.at(-1)).toContain(
      '--checkpoint: say best, last or a step’s number',
    );
    expect(withoutFormat.asked).toEqual([]);
  });
});
