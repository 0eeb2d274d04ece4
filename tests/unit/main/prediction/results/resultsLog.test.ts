import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keptHeads } from '../../../../../src/main/prediction/keptHeads';
import { RecordedResults } from '../../../../../src/main/prediction/results/recordedResults';
import type { PhotoRecord, ResultsHeader } from '../../../../../src/main/prediction/results/resultRecord';
import { ResultsLog } from '../../../../../src/main/prediction/results/resultsLog';
import { canMount, smallDisk } from '../../../../support/smallDisk';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { asPlainUser, hasRights, setRights } from '../../../../support/withoutRights';
import { studioModel } from '../example';

const header: ResultsHeader = {
  format: 'facet-results',
  version: 1,
  run: 'studio-1',
  fingerprint: 'of it',
  checkpoint: 'newest',
  scheme: studioModel.scheme,
  attributes: studioModel.attributes,
  heads: keptHeads(studioModel),
  finder: 'finder',
  shard: { index: 1, count: 1 },
  home: '/photos',
};

function photo(name: string, faces = 1, stamp: string | null = 'stamp'): PhotoRecord {
  const region = { x: 1.5, y: -2, width: 30, height: 30 };
  const face = (index: number) => ({
    region,
    found: { box: region, score: 0.75 },
    outputs: Float32Array.of(index, Math.fround(0.1), -3),
  });
  return {
    name,
    file: `/photos/${name}`,
    stamp,
    outcome: {
      image: { widthPx: 40, heightPx: 50 },
      contentHash: `hash of ${name}`,
      faces: Array.from({ length: faces }, (_, index) => face(index)),
    },
  };
}

function failed(name: string, code: string): PhotoRecord {
  return { name, file: `/photos/${name}`, stamp: 'stamp', outcome: { failure: { code, message: 'why' } } };
}

async function opened(file: string): Promise<ResultsLog> {
  const log = (await ResultsLog.open(file))!;
  onTestFinished(() => log.close());
  return log;
}

async function records(log: ResultsLog): Promise<PhotoRecord[]> {
  const all: PhotoRecord[] = [];
  for await (const some of log.photos(2)) all.push(...some);
  return all;
}

/** A log with these photos, closed. */
async function written(photos: readonly PhotoRecord[]): Promise<string> {
  const file = join(temporaryFolder(), 'predictions.log');
  const log = await ResultsLog.create(file, header);
  await log.append(photos, 7);
  await log.close();
  return file;
}

/** Flips a bit within a line; the first is 0. */
function damageLine(file: string, line: number): void {
  const bytes = readFileSync(file);
  let start = 0;
  for (let before = 0; before < line; before += 1) start = bytes.indexOf(0x0a, start) + 1;
  bytes[start + 30]! ^= 1;
  writeFileSync(file, bytes);
}

describe('a log of results', () => {
  it('gives back what was written, in the order of the names', async () => {
    const photos = [photo('b\n"ü".jpg', 3), photo('a/c.jpg', 0), failed('a/b.jpg', 'image-broken')];
    const log = await opened(await written(photos));
    expect(log.header).toEqual(header);
    expect(log.globalStep).toBe(7);
    expect(await records(log)).toEqual([photos[2], photos[1], photos[0]]);
    expect(log.counts).toEqual({ images: 3, faces: 3, failed: 1, withoutFace: 1 });
    expect(log.failures).toEqual([{ file: '/photos/a/b.jpg', code: 'image-broken', reason: 'why' }]);
  });

  it('knows which photos are done: not those that have changed, nor those that were away', async () => {
    const log = await opened(await written([photo('a.jpg'), failed('b.jpg', 'image-missing')]));
    expect(log.has({ name: 'a.jpg', stamp: 'stamp' })).toBe(true);
    expect(log.has({ name: 'a.jpg', stamp: 'later' })).toBe(false);
    expect(log.has({ name: 'b.jpg', stamp: 'stamp' })).toBe(false);
    expect(log.has({ name: 'c.jpg', stamp: 'stamp' })).toBe(false);
    await log.append([photo('a.jpg', 2, 'later')], 7);
    expect(log.counts).toMatchObject({ images: 2, faces: 2 });
    expect((await records(log))[0]).toEqual(photo('a.jpg', 2, 'later'));
  });

  it('cut off at any byte, has every record before it whole, and goes on behind them', async () => {
    const photos = [photo('a.jpg'), photo('b.jpg', 2), photo('c.jpg')];
    const file = await written(photos);
    const bytes = readFileSync(file);
    const ends = [...bytes.keys()].filter((index) => bytes[index] === 0x0a).map((index) => index + 1);
    const [headerEnd] = ends;
    for (let length = headerEnd!; length <= bytes.length; length += 37) {
      writeFileSync(file, bytes);
      truncateSync(file, length);
      const log = (await ResultsLog.open(file))!;
      const whole = ends.filter((end) => end <= length).length - 2;
      expect(log.counts.images, `${length} bytes`).toBe(Math.max(0, whole));
      await log.append(photos.slice(Math.max(0, whole)), 7);
      expect(await records(log)).toEqual(photos);
      await log.close();
      expect(readFileSync(file).equals(bytes)).toBe(true);
    }
  });

  it('passes over lines that are damaged, and has all behind them', async () => {
    const photos = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((name) => photo(name));
    const file = await written(photos);
    damageLine(file, 3);
    const log = await opened(file);
    expect((await records(log)).map(({ name }) => name)).toEqual(['a.jpg', 'c.jpg', 'd.jpg']);
    expect([log.lostLines, log.has(photos[1]!)]).toEqual([1, false]);
    await log.append([photos[1]!], 7);
    await log.finish();
    expect(await records(log)).toEqual(photos);
    // What was made up for is told no more; what is damaged later is.
    expect([log.lostLines, (await opened(file)).lostLines]).toEqual([0, 0]);
    damageLine(file, 2);
    const later = await opened(file);
    expect([later.lostLines, later.counts.images]).toEqual([1, 3]);
  });

  it('cuts off a damaged line only behind the last whole one, and only when it goes on', async () => {
    const file = await written([photo('a.jpg'), photo('b.jpg')]);
    damageLine(file, 3);
    appendFileSync(file, '0123');
    const bytes = readFileSync(file);
    const read = (await RecordedResults.read(file))!;
    onTestFinished(() => read.close());
    const log = await opened(file);
    expect([read.lostLines, read.counts.images, log.counts.images]).toEqual([1, 1, 1]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    await log.append([photo('b.jpg')], 7);
    await log.finish();
    expect((await opened(file)).lostLines).toBe(0);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(6);
  });

  it('says that it is finished until something follows', async () => {
    const file = await written([photo('a.jpg')]);
    expect((await opened(file)).isFinished).toBe(false);
    const log = await opened(file);
    await log.finish();
    await log.finish();
    expect((await opened(file)).isFinished).toBe(true);
    const { size } = statSync(file);
    await log.append([photo('b.jpg')], 7);
    expect((await opened(file)).isFinished).toBe(false);
    // Killed while the next record was written.
    truncateSync(file, size + 20);
    expect((await opened(file)).isFinished).toBe(false);
  });

  it('is none where there is no file, or not even a beginning', async () => {
    const file = join(temporaryFolder(), 'predictions.log');
    expect(await ResultsLog.open(file)).toBeNull();
    const log = await ResultsLog.create(file, header);
    await log.close();
    const bytes = readFileSync(file);
    for (const length of [0, 1, 8, 9, 20, 40, bytes.length - 1]) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(await ResultsLog.open(file), `${length} bytes`).toBeNull();
      expect(await RecordedResults.read(file)).toBeNull();
    }
  });

  it('fails for what is no log, and leaves it', async () => {
    const file = join(temporaryFolder(), 'predictions.log');
    const log = await ResultsLog.create(file, { ...header, version: 2 } as unknown as ResultsHeader);
    await log.close();
    const newer = readFileSync(file, 'utf8');
    for (const text of [
      newer,
      'garbage\n',
      'garbage',
      '0123456\n',
      '\n',
      newer.replace('version', 'Version'),
    ]) {
      writeFileSync(file, text);
      await expect(ResultsLog.open(file)).rejects.toMatchObject({ code: 'results-unreadable' });
      await expect(RecordedResults.read(file)).rejects.toMatchObject({ code: 'results-unreadable' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  it('tells what may not be written, and reads what may only be read', async () => {
    const folder = join(temporaryFolder(), 'log');
    mkdirSync(folder);
    await expect(ResultsLog.open(folder)).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(ResultsLog.create(folder, header)).rejects.toMatchObject({ code: 'output-unwritable' });
  });

  it.runIf(hasRights)('needs no right to write where it is only read', async () => {
    const file = await written([photo('a.jpg')]);
    setRights(dirname(file), 0o755);
    setRights(file, 0o444);
    await asPlainUser(async () => {
      await expect(ResultsLog.open(file)).rejects.toMatchObject({ code: 'output-unwritable' });
      const read = (await RecordedResults.read(file))!;
      expect(read.counts.images).toBe(1);
      await read.close();
    });
    setRights(file, 0o000);
    await asPlainUser(() =>
      expect(RecordedResults.read(file)).rejects.toMatchObject({ code: 'results-unreadable' }),
    );
  });

  it('passes over a name that leads out of the folder', async () => {
    const log = await opened(
      await written([photo('../../etc/a.jpg'), photo('/etc/a.jpg'), photo('a..b.jpg')]),
    );
    expect((await records(log)).map(({ name }) => name)).toEqual(['a..b.jpg']);
  });

  it.runIf(canMount)(
    'on a disk that fills up keeps what was whole, and goes on when there is room',
    async () => {
      const disk = smallDisk({ bytes: 64 * 1024 });
      const file = join(disk, 'predictions.log');
      const log = await ResultsLog.create(file, header);
      onTestFinished(() => log.close());
      await log.append([photo('a.jpg')], 7);
      const filler = join(disk, 'filler');
      writeFileSync(filler, '');
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
      const many = Array.from({ length: 60 }, (_, index) => photo(`${index}.jpg`, 3));
      await expect(log.append(many, 7)).rejects.toMatchObject({ code: 'disk-full' });
      expect(log.counts.images).toBe(1);
      rmSync(filler);
      await log.append([photo('b.jpg')], 7);
      expect((await records(await opened(file))).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    },
  );

  it('mixes no two checkpoints, and no two writers', async () => {
    const file = await written([photo('a.jpg')]);
    const log = await opened(file);
    await expect(log.append([photo('b.jpg')], 8)).rejects.toMatchObject({ code: 'prediction-run-changed' });
    appendFileSync(file, 'another’s');
    await expect(log.append([photo('b.jpg')], 7)).rejects.toMatchObject({ code: 'results-in-use' });
    expect(statSync(file).size).toBeGreaterThan(0);
  });
});
