import { computed, onUnmounted, shallowRef, watch } from 'vue';
import { plainQuery } from '@shared/contract/library';
import { studio } from '../../api/studioClient';
import { useConnection } from '../../stores/connection';
import { throttled } from '../../stores/throttled';
import { allIdsOf } from '../library/libraryIds';
import { useLibrary } from '../library/store';
import { WalkList } from './walkList';

/** More faces than this are not asked one by one: the whole order is. */
const askedOneByOne = 20;
const lookEveryMs = 300;
const lookAtAllEveryMs = 3000;

/** The list that one walks through: asked when one comes, and kept until one goes back or asks for another. */
export function useWalkList() {
  const library = useLibrary();
  const connection = useConnection();
  const list = shallowRef<WalkList | null>(null);
  /** Faces that a label has taken out of the filter since: they are done, and still at hand. */
  const done = shallowRef<ReadonlySet<number>>(new Set());
  const isFiltered = computed(() => Object.keys(library.query.filter).length > 0);
  /** By a face that joined the walk on the way: the face of the same photo behind which it stands. */
  const joined = new Map<number, number>();
  /** Faces that have changed and were not looked at. */
  let changed = new Set<number>();

  async function load(): Promise<void> {
    const { query } = library;
    const ids = await allIdsOf(query);
    if (ids === null || library.query !== query) return;
    list.value = [...joined].reduce((now, [id, beside]) => now.withBehind(id, beside), new WalkList(ids));
    done.value = new Set();
  }
  /** Into the walk, whether or not the filter has it. */
  function join(id: number, beside: number): void {
    if (list.value?.has(id)) return;
    joined.set(id, beside);
    list.value = list.value?.withBehind(id, beside) ?? null;
  }
  watch(
    () => library.query,
    () => {
      list.value = null;
      joined.clear();
      void load();
    },
    { immediate: true },
  );

  async function look(): Promise<void> {
    const ids = [...changed].filter((id) => list.value?.has(id));
    changed = new Set();
    if (ids.length > askedOneByOne) return lookAtAll();
    if (ids.length === 0) return;
    const { query } = library;
    const [faces, ...places] = await Promise.all([
      studio().request('faces.get', { faceIds: ids }),
      ...(isFiltered.value ? ids : []).map((faceId) =>
        studio().request('library.position', { query: query as never, faceId }),
      ),
    ]);
    if (!('ok' in faces) || library.query !== query) return;
    const deleted = new Set(faces.ok.filter((face) => face.deleted).map(({ id }) => id));
    const outside = ids.filter((_, index) => {
      const place = places[index];
      return place !== undefined && 'ok' in place && place.ok.index === null;
    });
    mark(new Set(ids), deleted, new Set(outside));
  }

  /** After an import or a step of many faces. */
  async function lookAtAll(): Promise<void> {
    const { query } = library;
    if (list.value === null) return load();
    const present = await allIdsOf(plainQuery);
    const inside = isFiltered.value ? await allIdsOf(query) : present;
    if (present === null || inside === null || library.query !== query || list.value === null) return;
    const [inProject, inFilter] = [new Set(present), new Set(inside)];
    mark(
      list.value.where(() => true),
      list.value.where((id) => !inProject.has(id)),
      list.value.where((id) => !inFilter.has(id)),
    );
  }

  function mark(
    looked: ReadonlySet<number>,
    deleted: ReadonlySet<number>,
    outside: ReadonlySet<number>,
  ): void {
    const now = list.value;
    if (now === null) return;
    // Who walks through deleted faces walks on when one of them is put back.
    const hides = library.query.filter.deleted !== true;
    const isGone = (id: number): boolean => (looked.has(id) ? hides && deleted.has(id) : now.isGone(id));
    if ([...looked].some((id) => isGone(id) !== now.isGone(id))) list.value = now.withGone(isGone);
    const isDone = (id: number): boolean => outside.has(id) && !joined.has(id);
    done.value = list.value!.where((id) => (looked.has(id) ? isDone(id) : done.value.has(id)));
  }

  const lookSoon = throttled(() => void look(), lookEveryMs);
  const lookAtAllSoon = throttled(() => void lookAtAll(), lookAtAllEveryMs);
  const unsubscribe = studio().subscribe((event) => {
    if (event.name !== 'faces.changed') return;
    const { faceIds } = event.payload;
    if (faceIds === null) return lookAtAllSoon();
    for (const id of faceIds) changed.add(id);
    lookSoon();
  });
  watch(
    () => connection.state,
    (now) => {
      if (now === 'connected') lookAtAllSoon();
    },
  );
  onUnmounted(unsubscribe);

  return { list, done, joined, join };
}
