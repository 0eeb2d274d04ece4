import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import type { FaceSuggestion } from '@shared/domain/suggestion';
import { studio } from '../../api/studioClient';
import { useChosenRun } from '../../stores/chosenRun';
import { remembered, yesOrNo } from '../../stores/remembered';

/** What the chosen run says of the face on the stage. */
export function useSuggestion(faceId: Readonly<Ref<number | null>>) {
  const chosenRun = useChosenRun();
  const shown = remembered('suggestions', yesOrNo(true));
  const suggestion = shallowRef<FaceSuggestion | null>(null);
  const asked = ref(false);
  /** Faces whose suggestion a person has waved away; until the window closes. */
  const waved = ref<ReadonlySet<number>>(new Set());
  const run = computed(() => chosenRun.name);

  async function ask(): Promise<void> {
    const [id, name] = [faceId.value, run.value];
    if (id === null || name === null) {
      suggestion.value = null;
      return;
    }
    const answer = await studio().request('faces.suggestion', { faceId: id, run: name });
    if (faceId.value !== id || run.value !== name) return;
    suggestion.value = 'ok' in answer ? answer.ok : null;
    asked.value = true;
  }
  watch(
    [faceId, run],
    () => {
      suggestion.value = null;
      asked.value = false;
      void ask();
    },
    { immediate: true },
  );
  const unsubscribe = studio().subscribe((event) => {
    const isNew = event.name === 'predictions.changed' || event.name === 'evaluations.changed';
    if (isNew && event.payload.run === run.value) void ask();
  });
  onUnmounted(unsubscribe);

  function show(on: boolean): void {
    shown.value = on;
  }
  /** Shows nothing of this face any more, until the window closes. */
  function wave(): void {
    if (faceId.value !== null) waved.value = new Set([...waved.value, faceId.value]);
  }

  /** What is drawn: nothing while suggestions are off, or this one was waved away. */
  const active = computed(() =>
    shown.value && faceId.value !== null && !waved.value.has(faceId.value) ? suggestion.value : null,
  );
  return { run, shown, suggestion, active, asked, show, wave };
}
