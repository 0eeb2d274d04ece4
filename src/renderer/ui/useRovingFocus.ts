import { computed, ref, type Ref } from 'vue';

/** Where a key leads from one of so many buttons; null for one that does not. */
export function rovedTo(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The buttons of `root` that are marked `data-roved` as one stop of Tab: arrows, Home and End go through them. */
export function useRovingFocus(root: Ref<HTMLElement | null>, count: () => number) {
  const wished = ref(0);
  const active = computed(() => Math.min(count() - 1, wished.value));
  const buttons = (): HTMLElement[] => [...(root.value?.querySelectorAll<HTMLElement>('[data-roved]') ?? [])];

  function press(event: KeyboardEvent): void {
    const isOnOne = event.target instanceof HTMLElement && event.target.matches('[data-roved]');
    if (!isOnOne || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = rovedTo(event.key, active.value, count());
    if (index === null) return;
    event.preventDefault();
    buttons()[index]?.focus();
  }
  /** A click gives the focus as well. */
  function follow({ target }: FocusEvent): void {
    const index = buttons().findIndex((button) => button === target);
    if (index >= 0) wished.value = index;
  }

  return { press, follow, tabindex: (index: number) => (index === active.value ? 0 : -1) };
}
