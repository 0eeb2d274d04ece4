import type { EngineDescription } from '@shared/learning/results';
import type { RunningJob } from '../jobs/jobRunner';
import { startEngine, type Engine, type RequestOf } from '../learning/engine/client';
import type { BackendChoice, EngineEvent, EngineRequest, EngineResults } from '../learning/engine/protocol';
import { ensureTensorFlow } from '../runtime/tensorflow/ensure';
import type { TensorFlowState } from '../runtime/tensorflow/state';

/**
 * Keeps one engine process at work: started when first needed, with TensorFlow set up before where that can be,
 * and started anew after one has died, be it at work or idle. `TF_NUM_INTRAOP_THREADS` says how many of the
 * processor's threads TensorFlow may use: with one, a training is repeated to the bit.
 */
export class EngineRoom {
  private current: Promise<Engine> | null = null;
  /** Requests under way, by the engine that is at them. */
  private readonly atWork = new Map<Engine, number>();
  private readonly retired = new Set<Engine>();

  constructor(
    private readonly backend: BackendChoice = 'auto',
    private readonly startProcess: typeof startEngine = startEngine,
    private readonly setUpTensorFlow: (job: RunningJob) => Promise<TensorFlowState> = ensureTensorFlow,
  ) {}

  /** What engines are made of has changed: the next request gets a new one, after those under way at the old one. */
  async renew(): Promise<void> {
    const current = this.current;
    this.current = null;
    const engine = await current?.catch(() => null);
    if (!engine) return;
    this.retired.add(engine);
    await this.dismiss(engine);
  }

  async description(job: RunningJob): Promise<EngineDescription> {
    return (await this.engine(job)).description;
  }

  /**
   * What the engine has to say to a person (a corrupt checkpoint passed over) becomes a note of the job. What
   * `onEvent` throws stops the request, and is thrown in its place.
   */
  async request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    job: RunningJob,
    onEvent: (event: EngineEvent) => void = () => undefined,
  ): Promise<EngineResults[Kind]> {
    const engine = await this.engine(job);
    const stop = new AbortController();
    const failures: unknown[] = [];
    const listener = (event: EngineEvent): void => {
      if (failures.length > 0) return;
      try {
        if (event.type === 'note') job.note(event.message);
        onEvent(event);
      } catch (thrown) {
        failures.push(thrown);
        stop.abort();
      }
    };
    try {
      const signal = AbortSignal.any([job.signal, stop.signal]);
      this.atWork.set(engine, (this.atWork.get(engine) ?? 0) + 1);
      const result = await engine.request(request, { signal, onEvent: listener });
      if (failures.length > 0) throw failures[0];
      return result;
    } catch (thrown) {
      throw failures.length > 0 ? failures[0] : thrown;
    } finally {
      this.atWork.set(engine, (this.atWork.get(engine) ?? 1) - 1);
      await this.dismiss(engine);
    }
  }

  /** Ends an engine that has been replaced, once it has nothing left to do. */
  private async dismiss(engine: Engine): Promise<void> {
    if (this.atWork.get(engine) === 0) this.atWork.delete(engine);
    if (!this.retired.has(engine) || this.atWork.has(engine)) return;
    this.retired.delete(engine);
    await engine.close();
  }

  async close(): Promise<void> {
    const current = this.current;
    this.current = null;
    const engine = await current?.catch(() => null);
    await Promise.all([engine?.close(), ...[...this.retired].map((old) => old.close())]);
    this.retired.clear();
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
    const state = this.backend === 'wasm' ? null : await this.setUpTensorFlow(job);
    if (state?.kind === 'unavailable') job.note(state.failure.message);
    job.progress({ phase: 'starting the engine', done: 0 });
    const threads = Number(process.env['TF_NUM_INTRAOP_THREADS']);
    try {
      const engine = await this.startProcess({ backend: this.backend, ...(threads > 0 ? { threads } : {}) });
      // Why it is not what it could be, unless that has just been said.
      const { notice } = engine.description;
      if (state?.kind === 'installed' && notice !== null) job.note(notice);
      return engine;
    } catch (thrown) {
      // Ctrl+C reaches every process of the terminal: an engine that is not up yet ends by it.
      job.signal.throwIfAborted();
      throw thrown;
    }
  }
}
