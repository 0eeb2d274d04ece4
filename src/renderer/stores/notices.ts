import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Failure } from '@shared/result';

export interface NoticeAction {
  readonly label: string;
  /** The journal's step that it takes back, as long as that is the newest one. */
  readonly step?: number;
  readonly run: () => void;
}

/** Something a person should see once: a deed that can be taken back, an offer to be taken up, or a failure. */
export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'offer' | 'failure';
  readonly title: string;
  /** Null when the title says it all. */
  readonly failure: Failure | null;
  readonly action: NoticeAction | null;
  /** A person has taken it up or put it away. */
  readonly answered: (() => void) | null;
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
      show({ kind: 'done', title, failure: null, action, answered: null }),
    /** Stays until it is taken up or dismissed. */
    offer: (title: string, action: NoticeAction, answered: (() => void) | null = null) =>
      show({ kind: 'offer', title, failure: null, action, answered }),
    failed: (title: string, failure: Failure, action: NoticeAction | null = null) =>
      show({ kind: 'failure', title, failure, action, answered: null }),
    /** Takes an offer back that cannot be taken up any more; nobody has answered it. */
    withdraw: (id: number) => {
      shown.value = shown.value.filter((notice) => notice.id !== id);
    },
    /** A step that was undone, however: what was said of it does not hold any more. */
    withdrawStep: (step: number) => {
      shown.value = shown.value.filter((notice) => notice.action?.step !== step);
    },
    dismiss: (id: number) => {
      shown.value.find((notice) => notice.id === id)?.answered?.();
      shown.value = shown.value.filter((notice) => notice.id !== id);
    },
  };
});
