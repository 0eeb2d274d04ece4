import { describe, expect, it } from 'vitest';
import { arrivingPhotos, type Arriving } from '../../../../src/main/prediction/arrivingPhotos';

interface Scene {
  /** Name → stamp, of each look; the last stays. */
  readonly looks: readonly Readonly<Record<string, string>>[];
  readonly wholeFrom?: number;
}

/** What comes at which look, until all looks are over. */
async function arrivals({ looks, wholeFrom = 0 }: Scene, part: Partial<Arriving> = {}): Promise<string[]> {
  const stop = new AbortController();
  let look = 0;
  const arrived: string[] = [];
  const done = new Map<string, string | null>();
  const photos = arrivingPhotos({
    list: () => {
      const files = looks[Math.min(look, looks.length - 1)]!;
      look += 1;
      if (look > looks.length + 12) stop.abort();
      return Promise.resolve(Object.entries(files).map(([name, stamp]) => ({ name, file: name, stamp })));
    },
    isDone: ({ name, stamp }) => done.get(name) === stamp,
    isWhole: () => Promise.resolve(look > wholeFrom),
    signal: stop.signal,
    intervalMs: 0,
    ...part,
  });
  for await (const batch of photos) {
    for (const { name, stamp } of batch) {
      arrived.push(`${name} ${stamp} at ${look}`);
      done.set(name, stamp);
    }
  }
  return arrived;
}

describe('photos that arrive', () => {
  it('come once each, when two looks saw them the same', async () => {
    const settled = { a: '2', b: '1' };
    const looks: readonly Record<string, string>[] = [{ a: '1' }, settled, settled, { ...settled, c: '9' }];
    expect(await arrivals({ looks })).toEqual(['a 2 at 3', 'b 1 at 3', 'c 9 at 5']);
  });

  it('wait for their end, though not for ever', async () => {
    expect(await arrivals({ looks: [{ a: '1' }], wholeFrom: 5 })).toEqual(['a 1 at 6']);
    expect(await arrivals({ looks: [{ a: '1' }], wholeFrom: 99 })).toEqual(['a 1 at 11']);
  });

  it('come again when they are written anew', async () => {
    const looks = [{ a: '1' }, { a: '1' }, { a: '1' }, { a: '2' }];
    expect(await arrivals({ looks })).toEqual(['a 1 at 2', 'a 2 at 5']);
  });

  it('come again when they were gone before they were seen to', async () => {
    const looks: readonly Record<string, string>[] = [{ a: '1' }, { a: '1' }, { a: '1' }, {}, { a: '1' }];
    expect(await arrivals({ looks }, { isDone: () => false })).toEqual(['a 1 at 2', 'a 1 at 6']);
  });

  it('end at once where nobody waits any more', async () => {
    const stop = new AbortController();
    const photos = arrivals({ looks: [{}] }, { signal: stop.signal, intervalMs: 1_000_000 });
    stop.abort();
    expect(await photos).toEqual([]);
  });
});
