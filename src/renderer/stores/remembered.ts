import { customRef, type Ref } from 'vue';

/**
 * A value that outlives the window, kept under `facet.KEY`. `read` brings what was kept (by another version, or by
 * a hand) to a value of today; storage that is full or forbidden is no reason to fail.
 */
export function remembered<Value>(key: string, read: (kept: unknown) => Value): Ref<Value> {
  let value = read(kept(`facet.${key}`));
  return customRef((track, trigger) => ({
    get: () => {
      track();
      return value;
    },
    set: (next) => {
      value = next;
      try {
        localStorage.setItem(`facet.${key}`, JSON.stringify(next));
      } catch {
        // It is remembered until the window closes.
      }
      trigger();
    },
  }));
}

function kept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export function oneOf<const Values extends readonly unknown[]>(values: Values, fallback: Values[number]) {
  return (kept: unknown): Values[number] => (values.includes(kept) ? kept : fallback);
}

export function between(least: number, most: number, fallback: number) {
  return (kept: unknown): number =>
    typeof kept === 'number' && Number.isFinite(kept) ? Math.min(most, Math.max(least, kept)) : fallback;
}

export function yesOrNo(fallback: boolean) {
  return (kept: unknown): boolean => (typeof kept === 'boolean' ? kept : fallback);
}
