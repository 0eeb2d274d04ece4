import { computed, onUnmounted, shallowRef, watch, type Ref } from 'vue';
import type { FaceView } from '@shared/contract/library';
import { studio } from '../../api/studioClient';
import { useFaces } from '../../stores/faces';
import { throttled } from '../../stores/throttled';

const askEveryMs = 300;

/** The faces of the photo that the face on the stage is of. */
export function usePhotoFaces(face: Readonly<Ref<FaceView | null>>) {
  const faces = useFaces();
  /** In their order in the photo; the face itself is among them, unless it is deleted. */
  const ids = shallowRef<readonly number[]>([]);

  async function ask(): Promise<void> {
    const id = face.value?.id;
    if (id === undefined) return;
    const answer = await studio().request('faces.ofPhoto', { faceId: id });
    if (face.value?.id !== id || 'error' in answer) return;
    ids.value = answer.ok.ids;
    await faces.load(ids.value);
  }
  watch(
    () => face.value?.id,
    (id) => {
      // From one face of a photo to another they stay the same.
      if (id === undefined || !ids.value.includes(id)) ids.value = [];
      void ask();
    },
    { immediate: true },
  );
  const askSoon = throttled(() => void ask(), askEveryMs);
  const unsubscribe = studio().subscribe((event) => {
    if (event.name === 'faces.changed') askSoon();
  });
  onUnmounted(unsubscribe);

  const others = computed(() =>
    ids.value
      .filter((id) => id !== face.value?.id)
      .map((id) => faces.shown(id))
      .filter((other) => other !== null),
  );
  /** Which of how many; null where the photo has one face. */
  const place = computed(() => {
    const index = face.value === null ? -1 : ids.value.indexOf(face.value.id);
    return index < 0 || ids.value.length < 2 ? null : { index, total: ids.value.length };
  });
  /** Around the end. */
  const next = computed(() =>
    place.value === null ? null : ids.value[(place.value.index + 1) % place.value.total]!,
  );
  return { ids, others, place, next };
}
