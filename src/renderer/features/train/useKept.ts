import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Result } from '@shared/result';

/**
 * What something that a person is asked about occupies: asked for anew for each, null before it is known and while
 * nobody is asked.
 */
export function useKept<Kept>(
  name: () => string | null,
  ask: (name: string) => Promise<Result<Kept>>,
): Readonly<ShallowRef<Kept | null>> {
  const kept = shallowRef<Kept | null>(null);
  watch(
    name,
    async (asked) => {
      kept.value = null;
      if (asked === null) return;
      const answer = await ask(asked);
      if (name() === asked && 'ok' in answer) kept.value = answer.ok;
    },
    { immediate: true },
  );
  return kept;
}
