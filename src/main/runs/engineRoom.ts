import type { EngineDescription } from '@shared/learning/results';
import { ExpectedError } from '@shared/result';
import type { RunningJob } from '../jobs/jobRunner';
import { startEngine, type Engine, type RequestOf } from '../learning/engine/client';
import type { BackendChoice, EngineEvent, EngineRequest, EngineResults } from '../learning/engine/protocol';
import { ensureTensorFlow } from '../runtime/tensorflow/ensure';

/**
 * Keeps one engine process at work: started when first needed, with TensorFlow set up before where that can be,
 * and started anew after one has died. `TF_NUM_INTRAOP_THREADS` says how many of the processor's threads
 * TensorFlow may use: with one, a training is repeated to the bit.
 */
export class EngineRoom {
  private current: Promise<Engine> | null = null;

  constructor(private readonly backend: BackendChoice = 'auto') {}

  async description(job: RunningJob): Promise<EngineDescription> {
    return (await this.engine(job)).description;
  }

  /** What `onEvent` throws stops the request, and is thrown in its place. */
  async request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    job: RunningJob,
    onEvent: (event: EngineEvent) => void,
  ): Promise<EngineResults[Kind]> {
    const engine = await this.engine(job);
    const stop = new AbortController();
    const failures: unknown[] = [];
    const listener = (event: EngineEvent): void => {
      if (failures.length > 0) return;
      try {
        onEvent(event);
      } catch (thrown) {
        failures.push(thrown);
        stop.abort();
      }
    };
    try {
      const signal = AbortSignal.any([job.signal, stop.signal]);
      const result = await engine.request(request, { signal, onEvent: listener });
      if (failures.length > 0) throw failures[0];
      return result;
    } catch (thrown) {
      if (thrown instanceof ExpectedError && thrown.code === 'engine-died') this.current = null;
      throw failures.length > 0 ? failures[0] : thrown;
    }
  }

  async close(): Promise<void> {
    const current = this.current;
    this.current = null;
    const engine = await current?.catch(() => null);
    await engine?.close();
  }

  private async engine(job: RunningJob): Promise<Engine> {
    // The job that is starting it may be stopped: then this one starts it itself.
    const others = await this.current?.catch(() => null);
    if (others) return others;
    this.current ??= this.start(job).catch((thrown: unknown) => {
      this.current = null;
      throw thrown;
    });
    return this.current;
  }

  private async start(job: RunningJob): Promise<Engine> {
    const state = this.backend === 'wasm' ? null : await ensureTensorFlow(job);
    if (state?.kind === 'unavailable') job.note(state.failure.message);
    job.progress({ phase: 'starting the engine', done: 0 });
    const threads = Number(process.env['TF_NUM_INTRAOP_THREADS']);
    try {
      const engine = await startEngine({ backend: this.backend, ...(threads > 0 ? { threads } : {}) });
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
