import { describe, expect, it } from 'vitest';
import { predictReport } from '../reports';
import { facet, type Script } from '../scriptedStudio';

const { images, faces, failed, withoutFace, outputs, problems, duplicates } = predictReport;
const script: Script = {
  'predictions.merge': () => ({ images, faces, failed, withoutFace, outputs, problems, duplicates }),
};

describe('facet merge', () => {
  it('joins the folders it is given, without a project', async () => {
    const { asked, out } = await facet(
      ['merge', 'a', 'b', '--output', '/out', '--save', 'csv,summary'],
      script,
    );
    const wishes = { from: ['a', 'b'], output: '/out', formats: ['csv', 'summary'], restart: false };
    expect(asked).toEqual([['predictions.merge', wishes]]);
    expect(out[0]!.split('\n').slice(0, 4)).toEqual([
      'Joined 2 folders: 1,022 faces in 1,024 images, 2 failed.',
      'In 1 image no face was found.',
      '1 image with the same bytes as another (--json lists them).',
      '  /out/predictions.csv',
    ]);
  });

  it('needs folders, and one to write to', async () => {
    expect((await facet(['merge', '--output', '/out'], script)).exitCode).toBe(2);
    expect((await facet(['merge', 'a'], script)).exitCode).toBe(2);
  });
});
