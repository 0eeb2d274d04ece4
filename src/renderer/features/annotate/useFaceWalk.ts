import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { imageAddress, imageSizesPx, type FacePosition, type LibraryTile } from '@shared/contract/library';
import { confirmedSubject } from '@shared/domain/confirmed';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useConnection } from '../../stores/connection';
import { useFaces } from '../../stores/faces';
import { useNotices } from '../../stores/notices';
import { useProject } from '../../stores/project';
import { throttled } from '../../stores/throttled';
import { queryToAddress } from '../library/queryAddress';
import { useLibrary } from '../library/store';
import { stripAround } from './filmstrip';

type Direction = 'previous' | 'next';

const stripLength = 11;
/** Neighbours that are fetched ahead, the likeliest first. */
const aheadOf = [1, 2, 3, -1];
const refreshEveryMs = 300;

/** Where a face stands in the Library's order, its neighbours, and the way to them. */
export function useFaceWalk(faceId: Readonly<Ref<number | null>>) {
  const { t } = useI18n();
  const library = useLibrary();
  const faces = useFaces();
  const notices = useNotices();
  const connection = useConnection();
  const router = useRouter();
  const project = useProject();

  const position = shallowRef<FacePosition | null>(null);
  /** The face that `position` is about: it lags behind when faces are walked through quickly. */
  let positioned: number | null = null;
  /** A step asked for before anybody knew the neighbours: it is taken as soon as they are known. */
  let awaited: Direction | null = null;
  const strip = shallowRef<{ readonly offset: number; readonly tiles: readonly LibraryTile[] }>({
    offset: 0,
    tiles: [],
  });
  const failure = ref<Failure | null>(null);
  const face = computed(() => (faceId.value === null ? null : faces.shown(faceId.value)));

  /** Pictures of neighbours by their address, held so that the browser keeps them decoded. */
  const ahead = new Map<string, HTMLImageElement>();

  async function arrive(id: number): Promise<void> {
    faces.watched.clear();
    faces.watched.add(id);
    // The strip that one comes from knows the next face before anybody is asked.
    void prefetch(id);
    failure.value = await faces.load([id]);
    await look(id, true);
  }

  async function look(id: number, arriving: boolean): Promise<void> {
    const answer = await studio().request('library.position', { query: library.query as never, faceId: id });
    if (!('ok' in answer) || faceId.value !== id) return;
    const left = answer.ok.index === null && !arriving && positioned === id && position.value !== null;
    positioned = id;
    // A face that an edit took out of the filter keeps the neighbours it had: one goes on from where one was.
    position.value = left
      ? { ...answer.ok, previous: position.value!.previous, next: position.value!.next }
      : answer.ok;
    if (answer.ok.index !== null) library.returnTo(answer.ok.index);
    if (awaited !== null) step(awaited);
    await showStrip();
    if (arriving && faceId.value === id) await prefetch(id);
  }

  async function showStrip(): Promise<void> {
    const { index, total } = position.value ?? { index: null, total: 0 };
    if (index === null) return;
    const { offset, limit } = stripAround(index, total, stripLength);
    const answer = await studio().request('library.window', { query: library.query as never, offset, limit });
    if ('ok' in answer) strip.value = { offset, tiles: answer.ok.tiles };
  }

  /** The faces on both sides, as far as anybody knows them; what is held already is not fetched again. */
  async function prefetch(id: number): Promise<void> {
    const near = neighbours(id);
    if (near.length === 0) return;
    await faces.load(near);
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

  function neighbours(id: number): number[] {
    const { tiles } = strip.value;
    const place = tiles.findIndex((tile) => tile.id === id);
    if (place >= 0) return aheadOf.flatMap((steps) => tiles[place + steps]?.id ?? []);
    // The strip is of another face, or this one is no longer among those shown.
    const known = positioned === id ? position.value : null;
    return [known?.next, known?.previous].filter((other) => typeof other === 'number');
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
  const lookAgain = throttled(() => {
    if (faceId.value !== null) void look(faceId.value, false);
  }, refreshEveryMs);
  const unsubscribe = studio().subscribe((event) => {
    if (event.name === 'faces.changed') lookAgain();
  });
  watch(
    () => connection.state,
    (now) => {
      if (now === 'connected') lookAgain();
    },
  );
  onUnmounted(() => {
    unsubscribe();
    faces.watched.clear();
    ahead.clear();
  });

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
  function step(direction: Direction): void {
    const id = neighbour(direction);
    awaited = id === undefined ? direction : null;
    if (typeof id === 'number') go(id);
    else if (id === null) notices.done(t(direction === 'next' ? 'annotate.lastFace' : 'annotate.firstFace'));
  }
  /** Null at the ends; undefined while nobody knows yet. */
  function neighbour(direction: Direction): number | null | undefined {
    if (positioned === faceId.value) return position.value?.[direction];
    const place = strip.value.tiles.findIndex((tile) => tile.id === faceId.value);
    return place < 0 ? undefined : strip.value.tiles[place + (direction === 'next' ? 1 : -1)]?.id;
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

  return { face, position, strip, failure, subject, go, step, nextUnlabelled, goToFirst, retry: arrive };
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
