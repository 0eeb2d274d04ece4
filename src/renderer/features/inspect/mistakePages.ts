import type { Mistake, Mistakes } from '@shared/contract/inspect';
import type { Result } from '@shared/result';
import { TilePages, type FetchTiles, type TilePagesHooks } from '../library/tilePages';

type Fetch = (offset: number, limit: number) => Promise<Result<Mistakes>>;

export type MistakePages = TilePages<Mistake>;

/** The ranked list as far as it was looked at, a page at a time. */
export function mistakePages(
  fetch: Fetch,
  hooks: TilePagesHooks,
  pageSize = 60,
  mostPages = 20,
): MistakePages {
  const fetchTiles: FetchTiles<Mistake> = async (offset, limit) => {
    const answer = await fetch(offset, limit);
    if ('error' in answer) return answer;
    const { total, mistakes } = answer.ok;
    return { ok: { total, tiles: mistakes } };
  };
  return new TilePages(fetchTiles, hooks, pageSize, mostPages);
}
