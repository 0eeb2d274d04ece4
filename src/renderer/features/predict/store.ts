import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef } from 'vue';
import type { StudioEvent } from '@shared/contract/events';
import type {
  PredictedTile,
  PredictionFacets,
  PredictionFilter,
  PredictionQuery,
  PredictionSetSummary,
} from '@shared/contract/predictions';
import { sameValue } from '@shared/domain/edit';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useNotices } from '../../stores/notices';
import { throttled } from '../../stores/throttled';
import { TilePages } from '../library/tilePages';

const refreshEveryMs = 400;

export const plainQuery: PredictionQuery = { filter: {}, sort: { by: 'photo', descending: false } };

/** What the grid is showing. `failed` only where there is nothing else to show. */
export type PredictionView =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly total: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The project's sets of predictions, and the one that is open: its query, its tiles, its facets. */
export const usePredictions = defineStore('predictions', () => {
  const notices = useNotices();
  /** Newest first; null until they have been asked for. */
  const sets = shallowRef<readonly PredictionSetSummary[] | null>(null);
  const openId = ref<number | null>(null);
  const open = computed(() => sets.value?.find(({ id }) => id === openId.value) ?? null);
  const query = shallowRef<PredictionQuery>(plainQuery);
  const view = shallowRef<PredictionView>({ kind: 'loading' });
  const facets = shallowRef<PredictionFacets | null>(null);
  const pages = shallowRef(newPages());
  const total = computed(() => (view.value.kind === 'shown' ? view.value.total : 0));
  /** The tile that the keyboard is on, and whose details are shown. */
  const active = ref<number | null>(null);
  /** Each set's query, while the window lives. */
  const queries = new Map<number, PredictionQuery>();

  function newPages(): TilePages<PredictedTile> {
    const [set, asked] = [openId.value, query.value];
    const mine: TilePages<PredictedTile> = new TilePages<PredictedTile>(
      (offset, limit) =>
        studio().request('predictions.window', { set: set ?? 0, query: asked, offset, limit }),
      {
        total: (count) => {
          if (pages.value === mine) view.value = { kind: 'shown', total: count };
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

  function begin(): void {
    active.value = null;
    pages.value = newPages();
    if (openId.value === null) return;
    pages.value.want(0, 0);
  }

  /** Opens a set, or none. */
  function show(set: number | null): void {
    if (set === openId.value) return;
    openId.value = set;
    facets.value = null;
    view.value = { kind: 'loading' };
    query.value = (set === null ? undefined : queries.get(set)) ?? plainQuery;
    begin();
    void refreshFacets();
  }

  function ask(next: PredictionQuery): void {
    if (sameValue(next, query.value)) return;
    const filtersAlike = sameValue(next.filter, query.value.filter);
    query.value = next;
    if (openId.value !== null) queries.set(openId.value, next);
    begin();
    if (!filtersAlike) void refreshFacets();
  }
  const filterBy = (filter: PredictionFilter): void => ask({ ...query.value, filter });

  async function refreshFacets(): Promise<void> {
    const [set, { filter }] = [openId.value, query.value];
    if (set === null) return;
    const answer = await studio().request('predictions.facets', { set, filter });
    if (!('ok' in answer) || openId.value !== set || query.value.filter !== filter) return;
    facets.value = answer.ok;
    if (view.value.kind === 'shown' && view.value.total !== answer.ok.total) {
      view.value = { kind: 'shown', total: answer.ok.total };
    }
  }

  async function refreshSets(): Promise<void> {
    const answer = await studio().request('predictions.list', {});
    if ('error' in answer) return;
    sets.value = answer.ok;
    if (openId.value !== null && !answer.ok.some(({ id }) => id === openId.value)) show(null);
  }

  function refresh(): void {
    if (openId.value === null) return;
    if (view.value.kind === 'failed') view.value = { kind: 'loading' };
    pages.value.refresh();
    if (view.value.kind === 'loading') pages.value.want(0, 0);
    void refreshFacets();
  }
  const refreshSoon = throttled(refresh, refreshEveryMs);

  /** More faces have come: in the photos' order they stand after all others, and nothing that is shown changes. */
  function grow(): void {
    const { sort } = query.value;
    if (view.value.kind !== 'shown' || sort.by !== 'photo' || sort.descending) return refresh();
    pages.value.grow();
    void refreshFacets();
  }
  const growSoon = throttled(grow, refreshEveryMs);

  function follow(event: StudioEvent): void {
    if (event.name === 'predictions.listed') {
      void refreshSets();
      if (event.payload.set === openId.value) refreshSoon();
    }
    if (event.name === 'predictions.grown') {
      const { set, total: photos, ...counts } = event.payload;
      sets.value =
        sets.value?.map((known) => (known.id === set ? { ...known, ...counts, photos } : known)) ?? null;
      if (set === openId.value) growSoon();
    }
    if (event.name === 'runs.deleted') void refreshSets();
    // An import that was taken back elsewhere.
    if (event.name === 'faces.changed' && event.payload.kind === 'import') void refreshSets();
    if (event.name === 'connection' && event.payload.state === 'reconnected') {
      void refreshSets();
      refresh();
    }
  }

  /** Of another project nothing holds. */
  function reset(): void {
    sets.value = null;
    queries.clear();
    openId.value = null;
    query.value = plainQuery;
    facets.value = null;
    view.value = { kind: 'loading' };
    begin();
  }

  async function remove(set: PredictionSetSummary, failed: string): Promise<boolean> {
    const answer = await studio().request('predictions.delete', { set: set.id });
    if ('error' in answer) notices.failed(failed, answer.error);
    await refreshSets();
    return 'ok' in answer;
  }

  return {
    ...{ sets, openId, open, query, view, facets, pages, total, active },
    ...{ show, ask, filterBy, refreshSets, refresh, refreshFacets, follow, reset, remove },
  };
});
