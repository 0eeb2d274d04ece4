import type { EngineDescription } from '@shared/learning/results';
import { ExpectedError } from '@shared/result';
import type { RunningJob } from '../jobs/jobRunner';
import { startEngine, type Engine, type RequestOf, type RequestOptions } from '../learning/engine/client';
import type { BackendChoice, EngineRequest, EngineResults } from '../learning/engine/protocol';
import { ensureTensorFlow } from '../runtime/tensorflow/ensure';

/**
 * Keeps one engine process at work: started when first needed, with TensorFlow set up before where that can be,
 * and started anew after one has died.
 */
export class EngineRoom {
  private current: Promise<Engine> | null = null;

  constructor(private readonly backend: BackendChoice = 'auto') {}

  async description(job: RunningJob): Promise<EngineDescription> {
    return (await this.engine(job)).description;
  }

  async request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    job: RunningJob,
    options: RequestOptions = {},
  ): Promise<EngineResults[Kind]> {
    const engine = await this.engine(job);
    try {
      return await engine.request(request, { signal: job.signal, ...options });
    } catch (thrown) {
      if (thrown instanceof ExpectedError && thrown.code === 'engine-died') this.current = null;
      throw thrown;
    }
  }

  async close(): Promise<void> {
    const current = this.current;
    this.current = null;
    const engine = await current?.catch(() => null);
    await engine?.close();
  }

  private engine(job: RunningJob): Promise<Engine> {
    this.current ??= this.start(job).catch((thrown: unknown) => {
      this.current = null;
      throw thrown;
    });
    return this.current;
  }

  private async start(job: RunningJob): Promise<Engine> {
    if (this.backend !== 'wasm') {
      const state = await ensureTensorFlow(job);
      if (state.kind === 'unavailable') job.note(state.failure.message);
      else if (state.notice !== null) job.note(state.notice);
    }
    job.progress({ phase: 'starting the engine', done: 0 });
    return startEngine({ backend: this.backend });
  }
}
