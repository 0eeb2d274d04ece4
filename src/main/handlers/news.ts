import type { StudioEvent } from '@shared/contract/events';
import type { ProjectChange } from '../project/changes';
import type { Project } from '../project/project';

/** A grid that fills while an import runs is drawn anew no more often than this. */
const importIntervalMs = 1_000;

/**
 * What a project commits, as events for everybody who shares the studio. An import's and a job's batches come in
 * quick succession: those held back are told by `flush`, at the job's end.
 */
export class ProjectNews {
  private readonly heldBack = new Map<string, StudioEvent>();
  private readonly lastMs = new Map<string, number>();

  constructor(
    private readonly emit: (event: StudioEvent) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  tell(project: Project, change: ProjectChange): void {
    switch (change.kind) {
      case 'edit':
      case 'undo':
      case 'redo': {
        const { kind, entryId, faceIds } = change;
        this.emit({ name: 'faces.changed', payload: { kind, entryId, faceIds: [...faceIds] } });
        return;
      }
      case 'import':
        this.tellNowAndThen('import', {
          name: 'faces.changed',
          payload: { kind: 'import', entryId: null, faceIds: null },
        });
        return;
      case 'template':
        this.emit({ name: 'template.changed', payload: { entryId: change.entryId } });
        return;
      case 'bulk':
        this.tellNowAndThen('bulk', {
          name: 'faces.changed',
          payload: { kind: 'edit', entryId: null, faceIds: null },
        });
        return;
      case 'lists':
        this.emit({ name: 'faces.changed', payload: { kind: 'edit', entryId: null, faceIds: null } });
        return;
      case 'runs-deleted':
        this.emit({ name: 'runs.deleted', payload: { runs: change.runs.map(({ name }) => name) } });
        return;
      case 'predictions': {
        const { name } = project.runs.get(change.runId);
        this.tellNowAndThen(`predictions ${change.runId}`, {
          name: 'predictions.changed',
          payload: { run: name },
        });
        return;
      }
      case 'evaluation': {
        const { name } = project.runs.get(change.runId);
        this.emit({ name: 'evaluations.changed', payload: { run: name, split: change.split } });
      }
    }
  }

  flush(): void {
    for (const [subject, event] of this.heldBack) this.tellAt(subject, event, this.clock());
  }

  private tellNowAndThen(subject: string, event: StudioEvent): void {
    const nowMs = this.clock();
    const lastMs = this.lastMs.get(subject) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - lastMs < importIntervalMs) this.heldBack.set(subject, event);
    else this.tellAt(subject, event, nowMs);
  }

  private tellAt(subject: string, event: StudioEvent, nowMs: number): void {
    this.heldBack.delete(subject);
    this.lastMs.set(subject, nowMs);
    this.emit(event);
  }
}
