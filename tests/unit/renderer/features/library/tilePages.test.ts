import { describe, expect, it, vi } from 'vitest';
import type { LibraryTile, LibraryWindow } from '@shared/contract/library';
import type { Result } from '@shared/result';
import { TilePages } from '../../../../../src/renderer/features/library/tilePages';

const tile = (id: number): LibraryTile => ({
  ...{ id, imagePath: `${id}.jpg`, flagged: false, edited: false, deleted: false },
  ...{ version: 'v', sortedBy: null, points: [] },
});

/** A studio with so many faces, which answers when it is told to. */
function pagesOf(count: number, pageSize = 10, mostPages = 3) {
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  let [first, total] = [1, count];
  const fetch = (offset: number, limit: number): Promise<Result<LibraryWindow>> => {
    asked.push(offset);
    const ids = Array.from(
      { length: Math.max(0, Math.min(limit, total - offset)) },
      (_, i) => first + offset + i,
    );
    return new Promise((resolve) => {
      waiting.push(() => resolve({ ok: { total, offset, tiles: ids.map(tile) } }));
    });
  };
  const hooks = { total: vi.fn(), arrived: vi.fn(), failed: vi.fn() };
  const pages = new TilePages(fetch, hooks, pageSize, mostPages);
  const answer = async (): Promise<void> => {
    for (const resolve of waiting.splice(0)) resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return {
    pages,
    hooks,
    asked,
    answer,
    renumber: (from: number) => (first = from),
    grow: (to: number) => (total = to),
  };
}

describe('TilePages', () => {
  it('fetches the pages that are looked at, each once', async () => {
    const { pages, asked, answer, hooks } = pagesOf(95);
    pages.want(8, 12);
    pages.want(8, 12);
    expect(asked).toEqual([0, 10]);
    expect(pages.at(8)).toBeUndefined();
    await answer();
    expect(pages.at(8)?.id).toBe(9);
    expect(pages.at(12)?.id).toBe(13);
    expect(hooks.total).toHaveBeenCalledWith(95);
    pages.want(8, 12);
    expect(asked).toHaveLength(2);
  });

  it('asks again only for what was not whole, when tiles have come after the last', async () => {
    const { pages, asked, answer, grow } = pagesOf(15);
    pages.want(0, 14);
    await answer();
    expect(pages.at(16)).toBeUndefined();
    grow(25);
    pages.grow();
    expect(asked).toEqual([0, 10, 10]);
    expect(pages.at(12)?.id).toBe(13);
    await answer();
    expect(pages.at(16)?.id).toBe(17);
  });

  it('forgets the pages longest not looked at', async () => {
    const { pages, asked, answer } = pagesOf(1000);
    for (const first of [0, 10, 20]) pages.want(first, first);
    await answer();
    pages.want(0, 0);
    pages.want(30, 30);
    await answer();
    expect(pages.at(0)).toBeDefined();
    expect(pages.at(10)).toBeUndefined();
    pages.want(10, 10);
    expect(asked.at(-1)).toBe(10);
  });

  it('shows what it has until a refresh has come, and asks for what is looked at', async () => {
    const { pages, asked, answer, renumber } = pagesOf(95);
    pages.want(0, 5);
    await answer();
    renumber(501);
    pages.refresh();
    expect(pages.at(0)?.id).toBe(1);
    expect(asked).toEqual([0, 0]);
    await answer();
    expect(pages.at(0)?.id).toBe(501);
  });

  it('does not believe an answer from before a refresh', async () => {
    const { pages, answer, renumber } = pagesOf(95);
    pages.want(0, 5);
    renumber(501);
    pages.refresh();
    await answer();
    expect(pages.at(0)?.id).toBe(501);
  });

  it('finds a face among the tiles at hand', async () => {
    const { pages, answer } = pagesOf(95);
    pages.want(0, 15);
    await answer();
    expect(pages.find(14)?.imagePath).toBe('14.jpg');
    expect(pages.find(80)).toBeUndefined();
  });

  it('tells of a failure, and asks again when it is looked at again', async () => {
    const failure = { code: 'internal', message: 'no' };
    const fetch = vi.fn(() => Promise.resolve({ error: failure }));
    const hooks = { total: vi.fn(), arrived: vi.fn(), failed: vi.fn() };
    const pages = new TilePages(fetch, hooks, 10, 3);
    pages.want(0, 5);
    await vi.waitFor(() => expect(hooks.failed).toHaveBeenCalledWith(failure));
    pages.want(0, 5);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});
