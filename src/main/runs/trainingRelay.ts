import type { RunRecord } from '@shared/domain/run';
import type { EngineDescription } from '@shared/learning/results';
import type { EngineEvent, TrainingStep } from '../learning/engine/protocol';
import type { RunServices } from './services';
import type { StepLog } from './stepLog';

/** A screen needs no more often; each event brings every step since the one before. */
const stepIntervalMs = 250;

/**
 * Passes an engine's training events on: to whoever watches, and validations to the project. (The engine room
 * tells its notes, whatever the request.)
 */
export class TrainingRelay {
  private lastStepMs = Number.NEGATIVE_INFINITY;
  private heldBack: TrainingStep[] = [];

  /** `log` hears of every step and validation. */
  constructor(
    private readonly services: RunServices,
    private readonly run: RunRecord,
    private readonly log: StepLog,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  started(engine: EngineDescription, totalSteps: number): void {
    const { backend, device } = engine;
    this.services.emit({
      name: 'training.started',
      payload: { ...this.whose(), backend, device, totalSteps },
    });
  }

  relay(event: EngineEvent): void {
    const { job, emit, project } = this.services;
    switch (event.type) {
      case 'progress':
        job.progress(event);
        return;
      case 'step':
        this.log.append({ type: 'step', ...event.step });
        this.heldBack.push(event.step);
        if (this.clock() - this.lastStepMs >= stepIntervalMs) this.flush();
        return;
      case 'validated': {
        const { globalStep, metrics, best, stopped = [] } = event;
        this.log.append(event);
        project.runs.recordMetrics(this.run.id, 'validation', [{ globalStep, metrics }]);
        project.runs.update(this.run.id, { globalStep, validation: metrics });
        emit({
          name: 'training.validated',
          payload: { ...this.whose(), globalStep, metrics: { ...metrics }, best, stopped: [...stopped] },
        });
        return;
      }
      case 'gradients': {
        const { globalStep, heads, norms, cosines } = event;
        this.log.append(event);
        const sample = { globalStep, heads, norms, cosines };
        emit({ name: 'training.gradients', payload: { ...this.whose(), sample } });
        return;
      }
      case 'memory': {
        const { residentBytes, tensorBytes } = event;
        emit({ name: 'training.memory', payload: { ...this.whose(), residentBytes, tensorBytes } });
        return;
      }
      case 'note':
        return;
    }
  }

  /** The steps that were held back, so that the last ones are always told. */
  flush(): void {
    const last = this.heldBack.at(-1);
    if (!last) return;
    const steps = this.heldBack.map(({ globalStep, loss, lossByHead, weightByHead }) => {
      const weights = weightByHead ? { weightByHead: { ...weightByHead } } : {};
      return { globalStep, loss, lossByHead: { ...lossByHead }, ...weights };
    });
    this.heldBack = [];
    this.lastStepMs = this.clock();
    this.services.emit({
      name: 'training.step',
      payload: { ...this.whose(), steps, learningRate: last.learningRate },
    });
  }

  private whose(): { jobId: string; run: string } {
    return { jobId: this.services.job.jobId, run: this.run.name };
  }
}
