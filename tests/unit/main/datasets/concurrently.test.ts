import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../../../src/main/datasets/concurrently';

/** Work that ends when the test says so. */
function heldWork(): {
  readonly started: number[];
  readonly run: (value: number) => Promise<string>;
  readonly end: (value: number, thrown?: Error) => Promise<void>;
} {
  const started: number[] = [];
  const waiting = new Map<number, { resolve: (text: string) => void; reject: (thrown: Error) => void }>();
  return {
    started,
    run: (value) => {
      started.push(value);
      return new Promise((resolve, reject) => waiting.set(value, { resolve, reject }));
    },
    end: async (value, thrown) => {
      if (thrown) waiting.get(value)!.reject(thrown);
      else waiting.get(value)!.resolve(`done ${value}`);
      // Whatever follows from it happens in microtasks: a turn of the event loop is past all of them.
      await new Promise((turn) => setImmediate(turn));
    },
  };
}

describe('mapConcurrently', () => {
  it('answers in the order of the values, whatever ends first', async () => {
    const work = heldWork();
    const mapped = mapConcurrently([1, 2, 3], 3, work.run);
    for (const value of [3, 1, 2]) await work.end(value);
    expect(await mapped).toEqual(['done 1', 'done 2', 'done 3']);
  });

  it('never has more under way than the limit, and goes on when one ends', async () => {
    const work = heldWork();
    const mapped = mapConcurrently([1, 2, 3, 4], 2, work.run);
    expect(work.started).toEqual([1, 2]);
    await work.end(2);
    expect(work.started).toEqual([1, 2, 3]);
    await work.end(3);
    expect(work.started).toEqual([1, 2, 3, 4]);
    await work.end(1);
    await work.end(4);
    expect(await mapped).toHaveLength(4);
  });

  it('starts no more after a failure, and fails when those under way have ended', async () => {
    const work = heldWork();
    let ended = false;
    const mapped = mapConcurrently([1, 2, 3, 4], 2, work.run).finally(() => (ended = true));
    const expectation = expect(mapped).rejects.toThrow('two failed');
    await work.end(2, new Error('two failed'));
    expect(ended).toBe(false);
    await work.end(1);
    await expectation;
    expect(work.started).toEqual([1, 2]);
  });

  it('has nothing to do for no values', async () => {
    expect(await mapConcurrently([], 4, () => Promise.reject(new Error('never called')))).toEqual([]);
  });
});
