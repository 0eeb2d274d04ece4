import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { imageAddress, imageSizesPx, type FaceView } from '@shared/contract/library';
import { confirmedSubject } from '@shared/domain/confirmed';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useFaces } from '../../stores/faces';
import { useNotices } from '../../stores/notices';
import { useProject } from '../../stores/project';
import { queryToAddress } from '../library/queryAddress';
import { useLibrary } from '../library/store';
import { useWalkList } from './useWalkList';
import type { WalkPlace } from './walkList';

type Direction = 'previous' | 'next';

export interface StripTile {
  readonly id: number;
  /** Null until it is there. */
  readonly face: FaceView | null;
  /** A label has taken it out of the filter since one came. */
  readonly done: boolean;
}

const stripLength = 11;
/** Neighbours that are fetched ahead, the likeliest first. */
const aheadOf = [1, 2, 3, -1];

/** Where a face stands in the walk, which is in the Library's order, its neighbours, and the way to them. */
export function useFaceWalk(faceId: Readonly<Ref<number | null>>) {
  const { t } = useI18n();
  const library = useLibrary();
  const faces = useFaces();
  const notices = useNotices();
  const router = useRouter();
  const project = useProject();

  const walkList = useWalkList();
  const { list, done } = walkList;
  /** Of a face that is not in the list, as one that an address names: where it would stand. */
  const outside = shallowRef<{ readonly id: number; readonly place: WalkPlace } | null>(null);
  /** Null while nobody knows it. */
  const position = computed(() => {
    const id = faceId.value;
    if (id === null || list.value === null) return null;
    if (list.value.has(id)) return list.value.place(id);
    return outside.value?.id === id ? outside.value.place : null;
  });
  const stripIds = computed(() =>
    faceId.value === null ? [] : (list.value?.around(faceId.value, stripLength) ?? []),
  );
  const strip = computed<readonly StripTile[]>(() =>
    stripIds.value.map((id) => ({ id, face: faces.shown(id), done: done.value.has(id) })),
  );
  /** A step asked for before anybody knew the list: it is taken as soon as it is known. */
  let awaited: Direction | null = null;
  const failure = ref<Failure | null>(null);
  const face = computed(() => (faceId.value === null ? null : faces.shown(faceId.value)));

  /** Pictures of neighbours by their address, held so that the browser keeps them decoded. */
  const ahead = new Map<string, HTMLImageElement>();

  async function arrive(id: number): Promise<void> {
    // Whoever leaves before the Library has been asked comes back here all the same.
    const index = list.value?.place(id).index ?? null;
    if (index !== null) library.returnTo(index);
    void prepare(id);
    failure.value = await faces.load([id]);
    await remember(id);
  }

  /** Where the Library stands now: it comes back to where one was last. */
  async function remember(id: number): Promise<void> {
    const answer = await studio().request('library.position', { query: library.query as never, faceId: id });
    if ('error' in answer || faceId.value !== id) return;
    outside.value = { id, place: answer.ok };
    if (answer.ok.index !== null) library.returnTo(answer.ok.index);
  }

  /** The faces on both sides; what is held already is not fetched again. */
  async function prepare(id: number): Promise<void> {
    const near = aheadOf
      .map((steps) => list.value?.from(id, steps))
      .filter((other) => typeof other === 'number');
    await faces.load([...near, ...stripIds.value].filter((other) => other !== id));
    if (faceId.value !== id) return;
    const pictures = near.flatMap((other) => {
      const neighbour = faces.shown(other);
      if (!neighbour) return [];
      const address = imageAddress(neighbour, firstSizePx(neighbour.imageWidthPx, neighbour.imageHeightPx));
      return [[address, ahead.get(address) ?? decoded(address)] as const];
    });
    ahead.clear();
    for (const [address, picture] of pictures) ahead.set(address, picture);
  }

  watch(
    faceId,
    (id) => {
      failure.value = null;
      awaited = null;
      if (id !== null) void arrive(id);
    },
    { immediate: true },
  );
  watch([list, outside], () => {
    if (awaited !== null) step(awaited);
    else if (faceId.value !== null) void prepare(faceId.value);
  });
  /** A face that was added here, and is no more: one is back where one was. */
  watch(
    () => faceId.value !== null && list.value?.isGone(faceId.value) === true,
    (isGone) => {
      const beside = isGone ? walkList.joined.get(faceId.value!) : undefined;
      if (beside !== undefined) go(beside);
    },
  );
  onUnmounted(() => ahead.clear());

  /** What the head learns whose mistakes or doubts are walked through; null on any other walk. */
  function subject(): string | null {
    const { evaluated, contradicted } = library.query.filter;
    const head = evaluated?.head ?? (contradicted?.heads.length === 1 ? contradicted.heads[0] : undefined);
    const run = project.runs.find(({ name }) => name === (evaluated ?? contradicted)?.run);
    const target = run?.configuration.heads.find(({ name }) => name === head)?.target;
    return target ? confirmedSubject(target) : null;
  }

  function go(id: number): void {
    void router.push({
      name: 'annotate',
      params: { faceId: String(id) },
      query: queryToAddress(library.query),
    });
  }
  /** A face of the same photo; it stands in the walk behind this one from now on, if it was not in it. */
  function goBeside(id: number): void {
    if (faceId.value !== null) walkList.join(id, faceId.value);
    go(id);
  }
  function step(direction: Direction): void {
    const { value: place } = position;
    awaited = place === null ? direction : null;
    const id = place?.[direction];
    if (typeof id === 'number') go(id);
    else if (id === null) notices.done(t(direction === 'next' ? 'annotate.lastFace' : 'annotate.firstFace'));
  }
  /** Asked anew: an edit a moment ago may have labelled what stood as the next one. */
  async function nextUnlabelled(): Promise<void> {
    if (faceId.value === null) return;
    const answer = await studio().request('library.position', {
      query: library.query as never,
      faceId: faceId.value,
    });
    if ('error' in answer) notices.failed(t('annotate.failed'), answer.error);
    else if (answer.ok.nextUnlabelled === null || answer.ok.nextUnlabelled === faceId.value) {
      notices.done(t('annotate.allLabelled'));
    } else go(answer.ok.nextUnlabelled);
  }
  /** The first face of the Library's order, where none was named. */
  async function goToFirst(): Promise<boolean> {
    const [first] = await library.idsFrom(library.selection.active, 1);
    const id = [...library.selection.ids][0] ?? first ?? (await library.idsFrom(0, 1))[0];
    if (id === undefined) return false;
    void router.replace({
      name: 'annotate',
      params: { faceId: String(id) },
      query: queryToAddress(library.query),
    });
    return true;
  }

  return {
    ...{ face, position, stripIds, strip, failure, subject },
    ...{ go, goBeside, step, nextUnlabelled, goToFirst, retry: arrive },
  };
}

function decoded(address: string): HTMLImageElement {
  const picture = new Image();
  picture.src = address;
  void picture.decode().catch(() => undefined);
  return picture;
}

/** The size in which a picture is shown first: its own, if that is offered, and no larger than 1024. */
export function firstSizePx(width: number, height: number): number {
  return imageSizesPx.find((size) => size >= Math.min(1024, width, height)) ?? 1024;
}
