import { fail } from '@shared/result';
import type { Study } from '@shared/trials/study';

/** The studies at work in this process, the trial that each is at, and those that are being deleted. */
export class StudiesAtWork {
  private readonly byId = new Map<number, { readonly jobId: string; readonly trial: number | null }>();

  private readonly leaving = new Set<number>();

  /** Fails with `study-at-work`, also while it is being deleted. */
  requireIdle({ id, name }: Study): void {
    if (this.byId.has(id)) fail('study-at-work', `The study “${name}” is at work already.`);
    if (this.leaving.has(id)) fail('study-at-work', `The study “${name}” is being deleted.`);
  }

  begin(studyId: number, jobId: string): void {
    this.byId.set(studyId, { jobId, trial: null });
  }

  /** Until the function that is answered is called, nobody begins with it. Fails with `study-at-work`. */
  leave({ id, name }: Study): () => void {
    if (this.byId.has(id) || this.leaving.has(id)) {
      fail(
        'study-at-work',
        `The study “${name}” cannot be deleted: it is at work. Stop it, or wait for its end, then delete it.`,
      );
    }
    this.leaving.add(id);
    return () => void this.leaving.delete(id);
  }

  train(studyId: number, trial: number): void {
    const known = this.byId.get(studyId);
    if (known) this.byId.set(studyId, { ...known, trial });
  }

  end(studyId: number): void {
    this.byId.delete(studyId);
  }

  find(studyId: number): { readonly jobId: string; readonly trial: number | null } | null {
    return this.byId.get(studyId) ?? null;
  }
}
