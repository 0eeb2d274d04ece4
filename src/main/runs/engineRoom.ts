import type { EngineDescription } from '@shared/learning/results';
import type { RunningJob } from '../jobs/jobRunner';
import { startEngine, type Engine, type RequestOf, type RequestOptions } from '../learning/engine/client';
import type { BackendChoice, EngineRequest, EngineResults } from '../learning/engine/protocol';
import { ensureTensorFlow } from '../runtime/tensorflow/ensure';

/**
 * Keeps one engine process at work: started when first needed, with TensorFlow set up before where that can be,
 * and started anew after one has died, be it at work or idle.
 */
export class EngineRoom {
  private current: Promise<Engine> | null = null;

  constructor(
    private readonly backend: BackendChoice = 'auto',
    private readonly startProcess: typeof startEngine = startEngine,
  ) {}

  async description(job: RunningJob): Promise<EngineDescription> {
    return (await this.engine(job)).description;
  }

  /** What the engine has to say to a person (a corrupt checkpoint passed over) becomes a note of the job. */
  async request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    job: RunningJob,
    options: Pick<RequestOptions, 'onEvent'> = {},
  ): Promise<EngineResults[Kind]> {
    const engine = await this.engine(job);
    return engine.request(request, {
      signal: job.signal,
      onEvent: (event) => {
        if (event.type === 'note') job.note(event.message);
        options.onEvent?.(event);
      },
    });
  }

  async close(): Promise<void> {
    const current = this.current;
    this.current = null;
    const engine = await current?.catch(() => null);
    await engine?.close();
  }

  private async engine(job: RunningJob): Promise<Engine> {
    const isOwnStart = this.current === null;
    const starting = (this.current ??= this.start(job));
    const engine = await starting.catch((thrown: unknown) => {
      this.forget(starting);
      // Another job began to start it, and was stopped: no reason for this one to stop.
      if (isOwnStart || job.signal.aborted) throw thrown;
      return null;
    });
    if (engine && !engine.hasEnded) return engine;
    this.forget(starting);
    return this.engine(job);
  }

  private forget(starting: Promise<Engine>): void {
    if (this.current === starting) this.current = null;
  }

  private async start(job: RunningJob): Promise<Engine> {
    if (this.backend !== 'wasm') {
      const state = await ensureTensorFlow(job);
      if (state.kind === 'unavailable') job.note(state.failure.message);
      else if (state.notice !== null) job.note(state.notice);
    }
    job.progress({ phase: 'starting the engine', done: 0 });
    return this.startProcess({ backend: this.backend });
  }
}
