import { describe, expect, it } from 'vitest';
import { NewestFirst } from '../../../../src/main/images/newestFirst';

const patient = new AbortController().signal;

/** Work that is begun when it is its turn, and done when the test says so. */
class Bench {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, (value: string) => void>();

  readonly work = (name: string) => (): Promise<string> => {
    this.begun.push(name);
    return new Promise((resolve) => this.ends.set(name, resolve));
  };

  async end(name: string): Promise<void> {
    this.ends.get(name)!(`${name} done`);
    // What follows from it follows in microtasks.
    await new Promise(setImmediate);
  }
}

describe('NewestFirst', () => {
  it('begins the newest wish first, a few at a time', async () => {
    const bench = new Bench();
    const queue = new NewestFirst<string>(2);
    const results = ['a', 'b', 'c', 'd', 'e'].map((name) => queue.wish(name, bench.work(name), patient));
    expect(bench.begun).toEqual(['a', 'b']);
    for (const [ended, next] of [
      ['a', 'e'],
      ['e', 'd'],
      ['b', 'c'],
    ] as const) {
      await bench.end(ended);
      expect(bench.begun.at(-1)).toBe(next);
    }
    await bench.end('d');
    await bench.end('c');
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `${name} done`));
  });

  it('does once what is wished for twice, and takes the second wish for a new one', async () => {
    const bench = new Bench();
    const queue = new NewestFirst<string>(1);
    const first = queue.wish('a', bench.work('a'), patient);
    const [b, , again, running] = ['b', 'c', 'b', 'a'].map((name) =>
      queue.wish(name, bench.work(name), patient),
    );
    await bench.end('a');
    expect(bench.begun).toEqual(['a', 'b']);
    await bench.end('b');
    expect(bench.begun).toEqual(['a', 'b', 'c']);
    expect(await Promise.all([first, running, b, again])).toEqual(['a done', 'a done', 'b done', 'b done']);
    // Done and asked for again, it is done again.
    await bench.end('c');
    void queue.wish('a', bench.work('a'), patient);
    expect(bench.begun).toEqual(['a', 'b', 'c', 'a']);
  });

  it('drops what nobody waits for any more', async () => {
    const bench = new Bench();
    const queue = new NewestFirst<string>(1);
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const running = queue.wish('running', bench.work('running'), one.signal);
    const left = queue.wish('left', bench.work('left'), two.signal);
    const shared = [one, three].map(({ signal }) => queue.wish('shared', bench.work('shared'), signal));
    const rejected = Promise.allSettled([running, left, ...shared]);
    one.abort();
    two.abort();
    // Begun already, it is finished, whoever waits.
    await bench.end('running');
    expect(bench.begun).toEqual(['running', 'shared']);
    await bench.end('shared');
    expect((await rejected).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    await expect(queue.wish('late', bench.work('late'), one.signal)).rejects.toThrow('aborted');
    expect(bench.begun).not.toContain('left');
  });

  it('goes on after work that fails', async () => {
    const queue = new NewestFirst<string>(1);
    const failing = queue.wish('a', () => Promise.reject(new Error('broken')), patient);
    const next = queue.wish('b', () => Promise.resolve('fine'), patient);
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
