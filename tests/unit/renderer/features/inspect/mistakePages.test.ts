import type { Mistake, Mistakes } from '@shared/contract/inspect';
import type { Result } from '@shared/result';
import { describe, expect, it } from 'vitest';
import { mistakePages } from '../../../../../src/renderer/features/inspect/mistakePages';

const mistakes = Array.from({ length: 10 }, (_, id) => ({ tile: { id } }) as Mistake);

const answered = (): Promise<void> => new Promise((done) => setTimeout(done));

function listOf(answer: (offset: number, limit: number) => Result<Mistakes>) {
  const asked: number[] = [];
  const told: (number | string)[] = [];
  const pages = mistakePages(
    async (offset, limit) => {
      asked.push(offset);
      return Promise.resolve(answer(offset, limit));
    },
    { total: (total) => told.push(total), arrived: () => undefined, failed: ({ code }) => told.push(code) },
    3,
    2,
  );
  return { pages, asked, told };
}
const stretch = (offset: number, limit: number): Result<Mistakes> => ({
  ok: { total: 10, offset, mistakes: mistakes.slice(offset, offset + limit) },
});

describe('mistakePages', () => {
  it('fetches what is looked at, once, and forgets what was looked at first', async () => {
    const { pages, asked, told } = listOf(stretch);
    pages.want(0, 4);
    pages.want(0, 4);
    await answered();
    expect(asked).toEqual([0, 3]);
    expect(told).toEqual([10, 10]);
    expect(pages.at(4)?.tile.id).toBe(4);
    pages.want(9, 9);
    await answered();
    expect(pages.at(9)?.tile.id).toBe(9);
    expect(pages.at(0)).toBeUndefined();
  });

  it('tells what failed, and asks again when it is looked at again', async () => {
    const { pages, asked, told } = listOf(() => ({ error: { code: 'gone', message: '' } }));
    pages.want(0, 0);
    await answered();
    pages.want(0, 0);
    expect(told).toEqual(['gone']);
    expect(asked).toEqual([0, 0]);
  });
});
