import { fail } from '@shared/result';

type Run = { readonly id: number; readonly name: string };

/** What holds a run: its training, or another job that works with it. */
export type RunWork = 'training' | 'job';

/** The runs that jobs of this process work with, and those that are being deleted: never both. */
export class RunHolds {
  private readonly held = new Map<number, readonly RunWork[]>();
  private readonly leaving = new Set<number>();

  /**
   * Until the function that is answered is called, nobody deletes the run; several may hold it. Fails with
   * `run-in-use` while it is being deleted.
   */
  hold({ id, name }: Run, work: RunWork): () => void {
    if (this.leaving.has(id)) fail('run-in-use', `“${name}” is being deleted.`, { run: name });
    this.held.set(id, [...(this.held.get(id) ?? []), work]);
    return () => {
      const works = this.held.get(id) ?? [];
      const left = works.toSpliced(works.indexOf(work), 1);
      if (left.length > 0) this.held.set(id, left);
      else this.held.delete(id);
    };
  }

  /** Until the function that is answered is called, nobody begins to work with them. Fails as `requireFree` does. */
  leave(runs: readonly Run[]): () => void {
    for (const run of runs) this.requireFree(run);
    for (const { id } of runs) this.leaving.add(id);
    return () => {
      for (const { id } of runs) this.leaving.delete(id);
    };
  }

  /** Fails with `run-at-work` where it is trained, and with `run-in-use` where another job works with it. */
  private requireFree({ id, name }: Run): void {
    const works = this.held.get(id) ?? [];
    if (works.includes('training')) {
      fail(
        'run-at-work',
        `“${name}” cannot be deleted: it is being trained. Pause or stop it, then delete it.`,
        { run: name },
      );
    }
    if (works.length > 0 || this.leaving.has(id)) {
      fail(
        'run-in-use',
        `“${name}” cannot be deleted: a job works with it. Stop the job, or wait for its end, then delete it.`,
        { run: name },
      );
    }
  }
}
