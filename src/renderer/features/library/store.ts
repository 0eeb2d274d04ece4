import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef, watch } from 'vue';
import type { StudioEvent } from '@shared/contract/events';
import {
  mostIds,
  plainQuery,
  type LibraryFacets,
  type LibraryFilter,
  type LibraryQuery,
  type LibrarySort,
} from '@shared/contract/library';
import type { Failure } from '@shared/result';
import { sameValue } from '@shared/domain/edit';
import { studio } from '../../api/studioClient';
import { useChosenRun } from '../../stores/chosenRun';
import { throttled } from '../../stores/throttled';
import { idsOf } from './libraryIds';
import { clear, nothingSelected, type Selection } from './selection';
import { TilePages } from './tilePages';

const refreshEveryMs = 250;

/** What the grid is showing. `failed` only where there is nothing else to show. */
export type LibraryView =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly total: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The Library's query, its tiles, facets and selection; Annotate walks the same order. */
export const useLibrary = defineStore('library', () => {
  const chosenRun = useChosenRun();
  const query = shallowRef<LibraryQuery>(plainQuery);
  const view = shallowRef<LibraryView>({ kind: 'loading' });
  const facets = shallowRef<LibraryFacets | null>(null);
  const selection = shallowRef<Selection>(nothingSelected);
  /** Where the grid was left, to be found again. */
  const scrollTopPx = ref(0);
  const pages = shallowRef(newPages());

  /** Whether the grid is on screen: else what changed is fetched when it comes back. */
  let attended = false;
  let missed = false;
  const total = computed(() => (view.value.kind === 'shown' ? view.value.total : 0));

  function newPages(): TilePages {
    const { value: asked } = query;
    const mine: TilePages = new TilePages(
      (offset, limit) => studio().request('library.window', { query: asked as never, offset, limit }),
      {
        total: (count) => {
          if (pages.value === mine && total.value !== count) view.value = { kind: 'shown', total: count };
          else if (pages.value === mine && view.value.kind !== 'shown') {
            view.value = { kind: 'shown', total: count };
          }
        },
        arrived: () => {
          if (pages.value === mine) triggerRef(pages);
        },
        failed: (failure) => {
          if (pages.value === mine && view.value.kind !== 'shown') view.value = { kind: 'failed', failure };
        },
      },
    );
    return mine;
  }

  /** Another query: the grid begins at its top, with nothing selected. */
  function show(next: LibraryQuery): void {
    if (sameValue(next, query.value)) return;
    const filtersAlike = sameValue(next.filter, query.value.filter);
    query.value = next;
    selection.value = nothingSelected;
    scrollTopPx.value = 0;
    pages.value = newPages();
    pages.value.want(0, 0);
    if (!filtersAlike) void refreshFacets();
  }

  const filterBy = (filter: LibraryFilter): void => show({ ...query.value, filter });
  const sortBy = (sort: LibrarySort): void => show({ ...query.value, sort });

  async function refreshFacets(): Promise<void> {
    const { filter } = query.value;
    const answer = await studio().request('library.facets', {
      filter: filter as never,
      predictionsOf: filter.contradicted?.run ?? chosenRun.name,
    });
    if ('ok' in answer && query.value.filter === filter) facets.value = answer.ok;
  }

  watch(
    () => chosenRun.name,
    () => void refreshFacets(),
  );

  function refresh(): void {
    if (view.value.kind === 'failed') view.value = { kind: 'loading' };
    pages.value.refresh();
    if (view.value.kind === 'loading') pages.value.want(0, 0);
    void refreshFacets();
  }
  const refreshSoon = throttled(refresh, refreshEveryMs);

  /** Another project: nothing of the one before holds. */
  function reset(next: LibraryQuery): void {
    query.value = next;
    selection.value = nothingSelected;
    facets.value = null;
    view.value = { kind: 'loading' };
    scrollTopPx.value = 0;
    pages.value = newPages();
    pages.value.want(0, 0);
    void refreshFacets();
  }

  /** Ids in the grid's order, from tile `offset` on. */
  async function idsFrom(offset: number, limit: number): Promise<readonly number[]> {
    return (await idsOf(query.value, offset, limit)) ?? [];
  }

  /** Of every face that the query asks for: how many the grid shows may still be of the query before. */
  const allIds = (): Promise<readonly number[]> => idsFrom(0, mostIds);

  function follow(event: StudioEvent): void {
    if (!['faces.changed', 'predictions.changed', 'evaluations.changed'].includes(event.name)) return;
    if (attended) refreshSoon();
    else missed = true;
  }

  function choose(next: Selection): void {
    selection.value = next;
  }

  function attend(): void {
    attended = true;
    if (missed || view.value.kind === 'failed') refresh();
    missed = false;
  }

  /** A face that was looked at elsewhere is the grid's active one, and in sight, when it comes back. */
  const comingBackTo = ref<number | null>(null);
  function returnTo(index: number): void {
    comingBackTo.value = index;
    choose({ ...selection.value, active: index });
  }

  return {
    ...{ attend, unattend: () => (attended = false), comingBackTo, returnTo },
    ...{ query, view, facets, selection, scrollTopPx, pages, total },
    ...{ show, filterBy, sortBy, refresh, refreshFacets, reset, idsFrom, allIds, follow, choose },
    clearSelection: () => choose(clear(selection.value)),
  };
});
