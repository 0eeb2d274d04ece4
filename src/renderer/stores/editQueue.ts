import type { FaceEdit } from '@shared/domain/edit';
import type { JournalEntry } from '@shared/domain/journal';
import type { Failure, Result } from '@shared/result';

/** One step on its way to the journal: what it will change, where that is known before, and how it is sent. */
export interface Step {
  readonly id: number;
  /** Drawn at once; empty for an undo, whose effect only the studio knows. */
  readonly edits: readonly FaceEdit[];
}

type Send = () => Promise<Result<JournalEntry | null>>;
export type StepEnd = Result<JournalEntry | null>;

interface Waiting extends Step {
  readonly send: Send;
  readonly repeatable: boolean;
  readonly resolve: (end: StepEnd) => void;
}

/** The answer did not come, so that nobody knows whether the step was taken: it is sent again. */
export const isLost = (failure: Failure): boolean => failure.code === 'connection-lost';

/**
 * Sends steps one after the other, in the order in which they were made. A repeatable step whose answer was lost is
 * sent again when the connection is back: an edit sets a value, so that setting it twice is setting it once; an
 * undo is not. A refused step is dropped, and those after it go on.
 */
export class EditQueue {
  private readonly waiting: Waiting[] = [];
  private sending = false;
  private lastId = 0;
  private wake: (() => void) | null = null;

  constructor(
    private readonly hooks: {
      /** The steps that are drawn and not yet in the journal. */
      readonly changed: (pending: readonly Step[]) => void;
      /** A step is in the journal: its edits hold from now on. Called before it leaves the pending ones. */
      readonly taken: (step: Step) => void;
    },
  ) {}

  add(edits: readonly FaceEdit[], send: Send, repeatable: boolean): Promise<StepEnd> {
    return new Promise((resolve) => {
      this.lastId += 1;
      this.waiting.push({ id: this.lastId, edits, send, repeatable, resolve });
      this.hooks.changed([...this.waiting]);
      void this.work();
    });
  }

  /** The connection is back. */
  resume(): void {
    this.wake?.();
    this.wake = null;
  }

  private async work(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let step = this.waiting[0]; step !== undefined; step = this.waiting[0]) {
      const end = await step.send();
      if ('error' in end && isLost(end.error) && step.repeatable) {
        await new Promise<void>((wake) => (this.wake = wake));
        continue;
      }
      if ('ok' in end) this.hooks.taken(step);
      this.waiting.shift();
      this.hooks.changed([...this.waiting]);
      step.resolve(end);
    }
    this.sending = false;
  }
}
