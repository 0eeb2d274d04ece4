import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptHeads } from '../../../../src/main/prediction/keptHeads';
import { mergeResults, type MergedResults } from '../../../../src/main/prediction/mergeResults';
import { resultsFileIn } from '../../../../src/main/prediction/results/openResults';
import { ResultsLog } from '../../../../src/main/prediction/results/resultsLog';
import type { Shard } from '../../../../src/main/prediction/shard';
import { recordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../support/withoutRights';
import { studioModel } from './example';

/** A part's folder, with photos in which no face was found. */
async function part(
  home: string,
  shard: Shard,
  names: readonly string[],
  isFinished = true,
): Promise<string> {
  const folder = join(home, `${shard.index} of ${shard.count}`);
  mkdirSync(folder);
  const log = await ResultsLog.create(resultsFileIn(folder), {
    ...{ format: 'facet-results', version: 1, run: 'studio-1', fingerprint: 'of it', checkpoint: 'newest' },
    ...{ scheme: studioModel.scheme, attributes: studioModel.attributes, heads: keptHeads(studioModel) },
    ...{ finder: 'finder', shard, home: '/photos' },
  });
  const image = { widthPx: 40, heightPx: 50 };
  await log.append(
    names.map((name) => ({
      ...{ name, file: `/photos/${name}`, stamp: 'stamp' },
      outcome: { image, contentHash: `hash of ${name}`, faces: [] },
    })),
    7,
  );
  if (isFinished) await log.finish();
  await log.close();
  return folder;
}

async function merge(home: string, from: readonly string[], output = 'merged'): Promise<MergedResults> {
  const outputFolder = join(home, output);
  return mergeResults({ from, outputFolder, formats: ['jsonl'], restart: true, context: recordingContext() });
}

function codes({ problems }: MergedResults): string[] {
  return problems.map(({ code }) => code);
}

describe('mergeResults', () => {
  it('reads its parts and changes none, whatever is damaged or torn in them', async () => {
    const home = temporaryFolder();
    const one = await part(home, { index: 1, count: 2 }, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
    const two = await part(home, { index: 2, count: 2 }, ['e.jpg']);
    const bytes = readFileSync(resultsFileIn(one));
    bytes[bytes.indexOf('b.jpg')]! ^= 1;
    writeFileSync(resultsFileIn(one), bytes);
    appendFileSync(resultsFileIn(two), '01234567 {"name":"torn');
    const before = [one, two].map((folder) => readFileSync(resultsFileIn(folder), 'utf8'));
    const merged = await merge(home, [one, two]);
    expect(merged.images).toBe(4);
    expect(merged.problems).toMatchObject([
      { file: resultsFileIn(one), code: 'results-damaged', reason: expect.stringMatching(/^1 of/) as string },
      { file: resultsFileIn(two), code: 'part-unfinished' },
    ]);
    expect([one, two].map((folder) => readFileSync(resultsFileIn(folder), 'utf8'))).toEqual(before);
    // What lacks photos is not finished itself.
    expect(codes(await merge(home, [join(home, 'merged')], 'again'))).toEqual(['part-unfinished']);
  });

  it('tells parts whose job did not come to its end', async () => {
    const home = temporaryFolder();
    const one = await part(home, { index: 1, count: 2 }, ['a.jpg']);
    const two = await part(home, { index: 2, count: 2 }, ['b.jpg'], false);
    expect(codes(await merge(home, [one, two]))).toEqual(['part-unfinished']);
    const log = (await ResultsLog.open(resultsFileIn(two)))!;
    await log.finish();
    await log.close();
    expect(codes(await merge(home, [one, two]))).toEqual([]);
    expect(codes(await merge(home, [join(home, 'merged')], 'again'))).toEqual([]);
  });

  it('misses no part of a folder of which it has all photos', async () => {
    const home = temporaryFolder();
    const third = await part(home, { index: 1, count: 3 }, ['a.jpg', 'b.jpg']);
    const whole = await part(home, { index: 1, count: 1 }, ['a.jpg', 'b.jpg', 'c.jpg']);
    const twice = ['photo-twice', 'photo-twice'];
    expect(codes(await merge(home, [third, whole]))).toEqual(twice);
    expect(codes(await merge(home, [third]))).toEqual(['part-missing', 'part-missing']);
    const other = await part(home, { index: 1, count: 4 }, ['d.jpg']);
    expect(codes(await merge(home, [other, whole]))).toEqual([
      'part-missing',
      'part-missing',
      'part-missing',
    ]);
  });

  it('replaces none of its parts, by whatever path that is called', async () => {
    const home = temporaryFolder();
    const one = await part(home, { index: 1, count: 1 }, ['a.jpg']);
    symlinkSync(one, join(home, 'link'));
    await expect(merge(home, [one], 'link')).rejects.toMatchObject({ code: 'output-holds-results' });
  });

  it.runIf(hasRights)('joins parts that may be read only, and says which may not', async () => {
    const home = temporaryFolder();
    setRights(home, 0o777);
    const one = await part(home, { index: 1, count: 1 }, ['a.jpg']);
    setRights(one, 0o555);
    setRights(resultsFileIn(one), 0o444);
    expect((await asPlainUser(() => merge(home, [one]))).images).toBe(1);
    setRights(resultsFileIn(one), 0o000);
    await asPlainUser(() => expect(merge(home, [one])).rejects.toMatchObject({ code: 'results-unreadable' }));
  });
});
