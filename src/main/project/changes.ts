/** What has just been committed to the project's database by this process. */
export type ProjectChange =
  | {
      readonly kind: 'edit' | 'undo' | 'redo';
      /** The entry of the journal. */
      readonly entryId: number;
      readonly faceIds: readonly number[];
    }
  /** What is labelled is another. */
  | { readonly kind: 'template'; readonly entryId: number }
  /** A part of a step of many faces, too many to be followed one by one. */
  | { readonly kind: 'bulk' }
  /** Faces came or went, or their files say something else: it may be any of them. */
  | { readonly kind: 'import' }
  /** What to label next, or which faces repeat each other, is another list. */
  | { readonly kind: 'lists' }
  /** With their evaluations and predictions; who they were, since nobody can ask any more. */
  | {
      readonly kind: 'runs-deleted';
      readonly runs: readonly { readonly id: number; readonly name: string }[];
    }
  | { readonly kind: 'predictions'; readonly runId: number }
  | { readonly kind: 'evaluation'; readonly runId: number; readonly split: string };

/** Told by whoever writes, right after the commit, so that nobody who reads has to be remembered there. */
export class ChangeFeed {
  private readonly listeners = new Set<(change: ProjectChange) => void>();

  /** Answers the function that ends the subscription. */
  subscribe(listener: (change: ProjectChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(change: ProjectChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
