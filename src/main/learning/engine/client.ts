import type { EngineDescription } from '@shared/learning/results';
import { ExpectedError } from '@shared/result';
import { forkProcess } from '../../runtime/processLine';
import { installedTensorFlow } from '../../runtime/tensorflow/state';
import { engineIn, type EngineChannel, type EngineEnd, type OpenEngineChannel } from './channel';
import { engineEnvironment } from './environment';
import type { BackendChoice, EngineEvent, EngineRequest, EngineResults, FromEngine } from './protocol';

export interface EngineOptions {
  readonly backend: BackendChoice;
  /** CPU threads for TensorFlow; default all. */
  readonly threads?: number;
  /** Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: a forked Node process. */
  readonly openChannel?: OpenEngineChannel;
}

export type RequestOf<Kind extends EngineRequest['kind']> = Extract<EngineRequest, { readonly kind: Kind }>;

export interface RequestOptions {
  readonly onEvent?: (event: EngineEvent) => void;
  /** An abort ends a training with a checkpoint and its result; any other request rejects with `cancelled`. */
  readonly signal?: AbortSignal;
}

/** A running engine process. It answers its requests in order. */
export interface Engine {
  readonly description: EngineDescription;
  readonly processId: number | undefined;
  /** Whether its process is gone: then nothing can be asked of it any more. */
  readonly hasEnded: boolean;
  /** Rejects with the engine's `ExpectedError`; with `engine-died` when the process ends before it answers. */
  request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    options?: RequestOptions,
  ): Promise<EngineResults[Kind]>;
  /** Ends the process; what is still under way rejects with `engine-closed`. */
  close(): Promise<void>;
}

/** Rejects with `backend-unavailable` when the backend cannot start, and with `engine-died`. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { backend, threads } = options;
  const libraryPaths = installedTensorFlow()?.libraryPaths ?? [];
  const environment = engineEnvironment(options.environment ?? process.env, libraryPaths);
  const openChannel = options.openChannel ?? engineIn(forkProcess);
  const channel = openChannel(threads === undefined ? { backend } : { backend, threads }, environment);
  const client = new EngineClient(channel);
  try {
    await client.started;
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

interface Pending {
  readonly resolve: (result: EngineResults[keyof EngineResults]) => void;
  readonly reject: (error: Error) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

const hangUpPatienceMs = 10_000;

class EngineClient implements Engine {
  readonly started: Promise<void>;
  readonly processId: number | undefined;
  private readonly pending = new Map<number, Pending>();
  private readonly ended: Promise<void>;
  private nextId = 1;
  private closing = false;
  private death: ExpectedError | null = null;
  private startedDescription: EngineDescription | null = null;
  private settleStart: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(private readonly channel: EngineChannel) {
    this.processId = channel.processId;
    this.started = new Promise((resolve, reject) => {
      this.settleStart = { resolve, reject };
    });
    channel.onMessage((message) => this.receive(message));
    this.ended = new Promise((resolve) => {
      channel.onEnd((end) => {
        this.die(end);
        resolve();
      });
    });
  }

  get description(): EngineDescription {
    if (!this.startedDescription) throw new Error('The engine has not started yet.');
    return this.startedDescription;
  }

  get hasEnded(): boolean {
    return this.death !== null;
  }

  request<Kind extends EngineRequest['kind']>(
    request: RequestOf<Kind>,
    options: RequestOptions = {},
  ): Promise<EngineResults[Kind]> {
    if (this.death) return Promise.reject(this.death);
    const id = this.nextId;
    this.nextId += 1;
    const cancel = (): void => this.channel.post({ type: 'cancel', id });
    const answer = new Promise<EngineResults[keyof EngineResults]>((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onEvent: options.onEvent ?? (() => undefined) });
      this.channel.post({ type: 'start', id, request });
      if (options.signal?.aborted) cancel();
      options.signal?.addEventListener('abort', cancel, { once: true });
    });
    // The engine answers each kind of request with its kind of result.
    return answer.finally(() => options.signal?.removeEventListener('abort', cancel)) as Promise<
      EngineResults[Kind]
    >;
  }

  async close(): Promise<void> {
    this.closing = true;
    this.channel.hangUp();
    const impatience = setTimeout(() => this.channel.kill(), hangUpPatienceMs);
    await this.ended;
    clearTimeout(impatience);
  }

  private receive(message: FromEngine): void {
    switch (message.type) {
      case 'ready':
        this.startedDescription = message.description;
        this.settleStart?.resolve();
        return;
      case 'unavailable':
        this.settleStart?.reject(new ExpectedError(message.failure));
        return;
      case 'event':
        this.pending.get(message.id)?.onEvent(message.event);
        return;
      case 'done':
        this.pending.get(message.id)?.resolve(message.result);
        this.pending.delete(message.id);
        return;
      case 'failed':
        this.pending.get(message.id)?.reject(new ExpectedError(message.failure));
        this.pending.delete(message.id);
        return;
    }
  }

  private die(end: EngineEnd): void {
    this.death = this.closing ? closed() : died(end);
    this.settleStart?.reject(this.death);
    for (const { reject } of this.pending.values()) reject(this.death);
    this.pending.clear();
  }
}

function closed(): ExpectedError {
  return new ExpectedError({ code: 'engine-closed', message: 'The learning engine was shut down.' });
}

function died(end: EngineEnd): ExpectedError {
  const how = end.signal ? `by signal ${end.signal}` : `with exit code ${end.exitCode ?? 'unknown'}`;
  const hint = end.signal === 'SIGKILL' ? ' The system kills a process so when memory runs out.' : '';
  const words = end.lastWords === '' ? 'It left no message.' : `Its last words: ${end.lastWords}`;
  return new ExpectedError({
    code: 'engine-died',
    message: `The learning engine ended unexpectedly ${how}.${hint} ${words}`,
    details: { ...end },
  });
}
