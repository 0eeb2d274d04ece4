import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** An import that a person may be about to undo. */
export interface AskedImport {
  readonly id: number;
  readonly path: string;
  readonly imported: number;
  /** Faces that came with it and were labelled or flagged since. */
  readonly workedOn: number;
}

/** The import that the dialog asks about: from its report, the list of imports, or Ctrl+Z; null while closed. */
export const useImports = defineStore('imports', () => {
  const asked = shallowRef<AskedImport | null>(null);
  return { asked, ask: (wished: AskedImport) => (asked.value = wished), close: () => (asked.value = null) };
});
