/** The studies at work in this process, and the trial that each is at. */
export class StudiesAtWork {
  private readonly byId = new Map<number, { readonly jobId: string; readonly trial: number | null }>();

  begin(studyId: number, jobId: string): void {
    this.byId.set(studyId, { jobId, trial: null });
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
