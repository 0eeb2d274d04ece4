import { computed, inject, onUnmounted, provide, shallowRef, type ComputedRef, type InjectionKey } from 'vue';

/** The fields of a form that hold what is not allowed: whoever begins something by the form asks first. */
export interface FieldTroubles {
  readonly any: ComputedRef<boolean>;
  readonly mark: (field: symbol, isWrong: boolean) => void;
}

const key: InjectionKey<FieldTroubles> = Symbol('field troubles');

/** For the component that holds a form. */
export function provideFieldTroubles(): FieldTroubles {
  const wrong = shallowRef<ReadonlySet<symbol>>(new Set());
  const mark = (field: symbol, isWrong: boolean): void => {
    if (wrong.value.has(field) === isWrong) return;
    const others = [...wrong.value].filter((other) => other !== field);
    wrong.value = new Set(isWrong ? [...others, field] : others);
  };
  const troubles = { any: computed(() => wrong.value.size > 0), mark };
  provide(key, troubles);
  return troubles;
}

/** Of the form around; null outside of one. */
export function useFieldTroubles(): FieldTroubles | null {
  return inject(key, null);
}

/** For a field: says whether what it holds is allowed; gone with its field. */
export function useFieldTrouble(): (isWrong: boolean) => void {
  const troubles = useFieldTroubles();
  const field = Symbol('field');
  onUnmounted(() => troubles?.mark(field, false));
  return (isWrong) => troubles?.mark(field, isWrong);
}
