import { onUnmounted, watchEffect } from 'vue';
import { useFaces } from '../../stores/faces';

/** Says which faces are on screen: these are fetched again when they change. */
export function useWatchedFaces(ids: () => readonly (number | null)[]): void {
  const { watched } = useFaces();
  watchEffect(
    () => {
      const shown = ids();
      watched.clear();
      for (const id of shown) if (id !== null) watched.add(id);
    },
    { flush: 'sync' },
  );
  onUnmounted(() => watched.clear());
}
