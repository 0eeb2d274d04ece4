import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '@shared/result';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../../support/temporaryFolder';
import { importReport } from '../reports';
import { facet } from '../scriptedStudio';

const words = ['import', 'some/MTFL.zip', '--project', '/p'];

describe('facet import', () => {
  it('opens or makes the project and imports the path', async () => {
    const { asked } = await facet(words, { 'datasets.import': () => importReport });
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'create' }],
      ['datasets.import', { path: 'some/MTFL.zip' }],
    ]);
  });

  it('removes the project again that was made for what cannot be imported', async () => {
    const { asked, exitCode } = await facet(words, {
      'datasets.import': () => fail('not-mtfl', 'There is nothing.'),
      'project.discard': { discarded: true },
    });
    expect(asked.map(([channel]) => channel)).toEqual(['project.open', 'datasets.import', 'project.discard']);
    expect(exitCode).toBe(1);
  });

  it('says of photos that they are photos', async () => {
    const photos = { ...importReport, format: 'photos', read: 1, problems: [], duplicates: [] } as const;
    const { out } = await facet(words, { 'datasets.import': () => photos });
    expect(out[0]).toContain('Read 1 photo in');
  });

  it('tells counts, splits, duplicates and problems', async () => {
    const { out } = await facet(words, { 'datasets.import': () => importReport });
    expect(out[0]!.split('\n')).toEqual([
      'Read 1,503 rows in 2.3 s: 1,200 new faces, 300 updated, 3 skipped (1,500 training).',
      '3 images stand in 1 group of identical files; they are marked.',
      '2 problems:',
      '  training.txt:7  14 fields instead of 15',
      '  testing.txt  testing.txt is missing',
    ]);
  });

  it('has exactly these fields for programs', async () => {
    const end = await facet([...words, '--json'], { 'datasets.import': () => importReport });
    const { format, read, imported, updated, skipped, problems, splits, seconds } = importReport;
    expect(end.json()).toEqual({ format, read, imported, updated, skipped, problems, splits, seconds });
  });

  it('hands on how labels are to be read, a file’s meanings below those of the words', async () => {
    const file = join(temporaryFolder(), 'mapping.json');
    writeFileSync(file, JSON.stringify({ sex: 'gender', 'sex:1': 'male' }));
    const how = [
      '--format',
      'csv',
      '--images',
      '/i',
      '--sides',
      'swap',
      '--split',
      'testing',
      '--mapping',
      file,
    ];
    const meanings = ['--map', 'l=eye=left_eye', '--map', 'sex=-'];
    const { asked } = await facet([...words, ...how, ...meanings], { 'datasets.import': () => importReport });
    const mapping = { sex: '-', 'sex:1': 'male', 'l=eye': 'left_eye' };
    const wish = {
      path: 'some/MTFL.zip',
      format: 'csv',
      images: '/i',
      sides: 'swap',
      split: 'testing',
      mapping,
    };
    expect(asked[1]).toEqual(['datasets.import', wish]);
  });

  it('takes no mapping that is none, and no format that it does not know', async () => {
    const file = join(temporaryFolder(), 'mapping.json');
    writeFileSync(file, '["left_eye"]');
    for (const wrong of [
      ['--mapping', file],
      ['--format', 'pdf'],
    ]) {
      const { exitCode, asked } = await facet([...words, ...wrong], {});
      expect({ exitCode, asked }).toEqual({ exitCode: 2, asked: [] });
    }
  });
});
