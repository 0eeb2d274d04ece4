import { onUnmounted, ref, watch, type Ref } from 'vue';

/** So many views a second are a flight: nobody can look at what passes. */
const fastViewsPerSecond = 6;
/** Without a move for that long, it has ended. */
const restMs = 150;

/** Whether a move by so many views, so long after the one before, is part of a flight; a single jump is none. */
export function isFlight(views: number, sinceMs: number, wasFlight: boolean): boolean {
  // A flight does not end for a frame that came late.
  const viewsPerSecond = wasFlight ? fastViewsPerSecond / 2 : fastViewsPerSecond;
  return sinceMs < restMs && views > (viewsPerSecond * sinceMs) / 1000;
}

/**
 * Whether an element is scrolled faster than what passes could be seen: then nothing need be drawn or fetched for
 * it.
 */
export function useFlight(scroller: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const flying = ref(false);
  let topPx = 0;
  let movedMs = -Infinity;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function moved(): void {
    const element = scroller.value;
    if (element === null) return;
    const nowMs = performance.now();
    const views = Math.abs(element.scrollTop - topPx) / element.clientHeight;
    flying.value = isFlight(views, nowMs - movedMs, flying.value);
    [topPx, movedMs] = [element.scrollTop, nowMs];
    clearTimeout(rest);
    rest = setTimeout(() => (flying.value = false), restMs);
  }

  watch(
    scroller,
    (element, before) => {
      before?.removeEventListener('scroll', moved);
      element?.addEventListener('scroll', moved, { passive: true });
    },
    { flush: 'sync', immediate: true },
  );
  onUnmounted(() => {
    clearTimeout(rest);
    scroller.value?.removeEventListener('scroll', moved);
  });
  return flying;
}
