import type { StudioClient } from '@shared/contract/client';
import { plainQuery } from '@shared/contract/library';
import { mostThumbnailsAtOnce } from '@shared/contract/pictures';

/** A little more than a screenful of a large window. */
const tilesInSight = 96;
/** Of tiles as large as a window begins with. */
const sizePx = 160;

/**
 * Asks for what the Library shows first, while the window that will ask for it is still on its way: the faces' order,
 * the facets' counts, and thumbnails, which are then in the cache. It is nobody's answer: what fails here fails where
 * the window asks, and is said there.
 */
export async function prepareFirstSight(studio: Pick<StudioClient, 'request'>): Promise<void> {
  const answer = await studio.request('library.window', {
    query: plainQuery,
    offset: 0,
    limit: tilesInSight,
  });
  if ('error' in answer) return;
  const ids = answer.ok.tiles.map(({ id }) => id);
  const rows: number[][] = [];
  for (let first = 0; first < ids.length; first += mostThumbnailsAtOnce) {
    rows.push(ids.slice(first, first + mostThumbnailsAtOnce));
  }
  // The newest wish is made first: the last row is wished for first.
  const wished = rows.reverse().map((of) => studio.request('pictures.thumbnails', { of, sizePx }));
  await studio.request('library.facets', { filter: plainQuery.filter, predictionsOf: null });
  await Promise.all(wished);
}
