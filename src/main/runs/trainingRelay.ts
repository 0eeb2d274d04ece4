import type { RunRecord } from '@shared/domain/run';
import type { EngineDescription } from '@shared/learning/results';
import type { EngineEvent } from '../learning/engine/protocol';
import type { RunServices } from './services';

/** A screen needs no more; the run's event log has every step. */
const stepIntervalMs = 100;

/** Passes an engine's training events on: to whoever watches, and validations to the project. */
export class TrainingRelay {
  private lastStepMs = Number.NEGATIVE_INFINITY;
  private heldBack: Extract<EngineEvent, { type: 'step' }> | null = null;

  constructor(
    private readonly services: RunServices,
    private readonly run: RunRecord,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  started(engine: EngineDescription, totalSteps: number): void {
    const { job, emit } = this.services;
    const { backend, device } = engine;
    emit({
      name: 'training.started',
      payload: { jobId: job.jobId, run: this.run.name, backend, device, totalSteps },
    });
  }

  relay(event: EngineEvent): void {
    const { job, emit, project } = this.services;
    const { jobId } = job;
    switch (event.type) {
      case 'progress':
        job.progress(event);
        return;
      case 'step':
        this.heldBack = event;
        if (this.clock() - this.lastStepMs >= stepIntervalMs) this.flush();
        return;
      case 'validated': {
        const { globalStep, metrics, best } = event;
        project.runs.recordMetrics(this.run.id, 'validation', [{ globalStep, metrics }]);
        project.runs.update(this.run.id, { globalStep, validation: metrics });
        emit({ name: 'training.validated', payload: { jobId, globalStep, metrics: { ...metrics }, best } });
        return;
      }
      case 'note':
        job.note(event.message);
    }
  }

  /** The step that was held back, so that the last one is always told. */
  flush(): void {
    if (!this.heldBack) return;
    const { step } = this.heldBack;
    this.heldBack = null;
    this.lastStepMs = this.clock();
    this.services.emit({
      name: 'training.step',
      payload: { jobId: this.services.job.jobId, ...step, lossByHead: { ...step.lossByHead } },
    });
  }
}
