import { mostIds, type LibraryQuery } from '@shared/contract/library';
import { studio } from '../../api/studioClient';

/** Ids of a query's faces in its order, from the one at `offset` on; null where they could not be had. */
export async function idsOf(
  query: LibraryQuery,
  offset: number,
  limit: number,
): Promise<readonly number[] | null> {
  const answer = await studio().request('library.ids', {
    query: query as never,
    offset,
    limit: Math.min(limit, mostIds),
  });
  return 'ok' in answer ? answer.ok.ids : null;
}

/** Of all of them, however many they are. */
export async function allIdsOf(query: LibraryQuery): Promise<readonly number[] | null> {
  const ids: number[] = [];
  for (;;) {
    const some = await idsOf(query, ids.length, mostIds);
    if (some === null) return null;
    for (const id of some) ids.push(id);
    if (some.length < mostIds) return ids;
  }
}
