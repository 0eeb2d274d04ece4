import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Failure } from '@shared/result';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/** Something a person should see once: a deed that can be taken back, or a failure. */
export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failure';
  readonly title: string;
  /** Null when the title says it all. */
  readonly failure: Failure | null;
  readonly action: NoticeAction | null;
}

const mostShown = 4;

export const useNotices = defineStore('notices', () => {
  const shown = ref<readonly Notice[]>([]);
  let lastId = 0;

  function show(notice: Omit<Notice, 'id'>): number {
    lastId += 1;
    const same = (other: Notice): boolean =>
      other.title === notice.title && other.failure?.message === notice.failure?.message;
    // The same failure again replaces itself instead of piling up; so does the same deed.
    shown.value = [...shown.value.filter((other) => !same(other)), { ...notice, id: lastId }].slice(
      -mostShown,
    );
    return lastId;
  }

  return {
    shown,
    done: (title: string, action: NoticeAction | null = null) =>
      show({ kind: 'done', title, failure: null, action }),
    failed: (title: string, failure: Failure, action: NoticeAction | null = null) =>
      show({ kind: 'failure', title, failure, action }),
    dismiss: (id: number) => {
      shown.value = shown.value.filter((notice) => notice.id !== id);
    },
  };
});
