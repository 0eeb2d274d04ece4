import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inPieces, stage } from '../../../../../src/main/prediction/pipeline/stage';

async function* counting(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let item = 0; item < count; item += 1) {
    await nextTurn();
    taken.push(item);
    yield item;
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function someTurns(count = 40): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

describe('a stage', () => {
  it('hands its results on in the order in which their things came, however long each took', async () => {
    const results = stage(
      counting(20),
      async (item) => {
        await someTurns(item % 3 === 0 ? 9 : 1);
        return item * 2;
      },
      { atOnce: 4 },
    );
    expect(await all(results)).toEqual(Array.from({ length: 20 }, (_, item) => item * 2));
  });

  it('works ahead of who takes, as far as there is room, and on no more than so many at once', async () => {
    const taken: number[] = [];
    let [working, most] = [0, 0];
    const results = stage(
      counting(50, taken),
      async (item) => {
        working += 1;
        most = Math.max(most, working);
        await someTurns(2);
        working -= 1;
        return item;
      },
      { atOnce: 2, room: 5 },
    );
    expect((await results.next()).value).toBe(0);
    await someTurns();
    // Five wait, and the next has been asked for.
    expect(taken.length).toBeLessThanOrEqual(7);
    expect(taken.length).toBeGreaterThanOrEqual(5);
    expect(most).toBe(2);
    await results.return(undefined);
    const before = taken.length;
    await someTurns();
    expect(taken.length).toBeLessThanOrEqual(before + 1);
  });

  it('fails where its work or its source failed, after the results before', async () => {
    const failing = (item: number): Promise<number> =>
      item === 2 ? Promise.reject(new Error('no')) : Promise.resolve(item);
    const results = stage(counting(9), failing, { atOnce: 3 });
    expect([(await results.next()).value, (await results.next()).value]).toEqual([0, 1]);
    await expect(results.next()).rejects.toThrow('no');
    async function* broken(): AsyncGenerator<number> {
      yield* counting(1);
      throw new Error('dry');
    }
    const other = stage(broken(), (item) => Promise.resolve(item), { atOnce: 2 });
    expect((await other.next()).value).toBe(0);
    await expect(other.next()).rejects.toThrow('dry');
  });

  it('can be left although its source never says anything again', async () => {
    async function* silent(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => undefined);
    }
    const results = stage(silent(), (item) => Promise.resolve(item), { atOnce: 1 });
    expect((await results.next()).value).toBe(1);
    expect(await results.return(undefined)).toMatchObject({ done: true });
  });
});

describe('pieces', () => {
  it('are of the size, and the last of what is left', async () => {
    expect(await all(inPieces([1, 2, 3, 4, 5], 2))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await all(inPieces([], 2))).toEqual([]);
  });
});
