import type { Answer, Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import type { ConnectionEvent, StudioEvent } from '@shared/contract/events';
import { serverMessageSchema, socketLimits, type ClientMessage } from '@shared/contract/socket';
import type { Failure, Result } from '@shared/result';

/** The part of a WebSocket that is used: a browser's satisfies it, and so does Node's. */
export interface SocketLike {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  send(text: string): void;
  close(): void;
}

export interface SocketClientOptions {
  /** Opens a new socket to the server. */
  readonly open: () => SocketLike;
  /** Whether the server knows this window; null where no server answers. */
  readonly isSignedIn: () => Promise<boolean | null>;
  /** Calls back after the delay; returns the function that calls it off. */
  readonly schedule?: (callback: () => void, delayMs: number) => () => void;
  /** Between 0 and 1. */
  readonly random?: () => number;
}

export interface SocketClient extends StudioClient {
  /** For good; what is under way fails as lost. */
  close(): void;
}

const firstDelayMs = 250;
const longestDelayMs = 5_000;

interface Pending {
  readonly text: string;
  readonly resolve: (result: Result<never>) => void;
}

/**
 * The studio over a WebSocket. When the connection is lost, what is under way fails as `connection-lost` and so does
 * what is asked meanwhile; the client connects again by itself, waiting longer from time to time. Subscriptions stay,
 * and hear of all this as `connection` events.
 */
export function createSocketClient(options: SocketClientOptions): SocketClient {
  return new ReconnectingClient(options);
}

class ReconnectingClient implements SocketClient {
  private readonly listeners = new Set<(event: StudioEvent) => void>();
  /** By id, in the order of asking. The first `socketLimits.requestsInFlight` of them are sent, if connected. */
  private readonly pending = new Map<number, Pending>();
  private readonly sent = new Set<number>();
  private socket: SocketLike | null = null;
  /** Null before the first connection: until then, what is asked waits. */
  private server: string | null = null;
  private greeted = false;
  private signedOut = false;
  private failures = 0;
  private lastId = 0;
  private stopWaiting: (() => void) | null = null;
  private closed = false;

  private readonly options: Required<SocketClientOptions>;

  constructor(options: SocketClientOptions) {
    this.options = { schedule: afterTimeout, random: Math.random, ...options };
    this.connect();
  }

  async request<Name extends Channel>(channel: Name, params: Params<Name>): Promise<Result<Answer<Name>>> {
    const waitsForFirst = this.server === null && !this.signedOut;
    if (this.closed || !(this.greeted || waitsForFirst)) return { error: connectionLost };
    this.lastId += 1;
    const id = this.lastId;
    const text = JSON.stringify({ id, channel, params } satisfies ClientMessage);
    if (utf8Length(text) > socketLimits.messageBytes) return { error: tooLarge };
    return new Promise((resolve) => {
      this.pending.set(id, { text, resolve });
      this.sendWhatMayGo();
    });
  }

  subscribe(listener: (event: StudioEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    this.stopWaiting?.();
    this.failPending();
    this.socket?.close();
  }

  private connect(): void {
    const socket = this.options.open();
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => this.receive(String(data)));
    socket.addEventListener('close', () => this.lose());
  }

  private receive(text: string): void {
    const message = serverMessageSchema.safeParse(parseJson(text));
    if (!message.success || this.closed) return;
    const { data } = message;
    if (data.kind === 'hello') this.greet(data.server);
    else if (data.kind === 'event') this.tell(data.event as StudioEvent);
    else this.settle(data.id, data.result as Result<never>);
  }

  private greet(server: string): void {
    const before = this.server;
    this.server = server;
    this.greeted = true;
    this.signedOut = false;
    this.failures = 0;
    this.tellConnection(
      before === null ? { state: 'connected' } : { state: 'reconnected', restarted: before !== server },
    );
    this.sendWhatMayGo();
  }

  private lose(): void {
    const wasGreeted = this.greeted;
    this.greeted = false;
    this.socket = null;
    if (this.closed) return;
    if (this.server !== null) this.failPending();
    if (wasGreeted) this.tellConnection({ state: 'lost' });
    // A server that has just been left may still be there, and say why.
    void this.lookWhy();
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** this.failures);
    this.failures += 1;
    // Many windows do not all come back in the same instant.
    this.stopWaiting = this.options.schedule(
      () => this.connect(),
      delayMs * (0.5 + this.options.random() / 2),
    );
  }

  private async lookWhy(): Promise<void> {
    const isSignedIn = await this.options.isSignedIn();
    if (isSignedIn !== false || this.signedOut || this.greeted || this.closed) return;
    this.signedOut = true;
    this.failPending();
    this.tellConnection({ state: 'signed-out' });
  }

  private sendWhatMayGo(): void {
    if (!this.greeted) return;
    for (const [id, { text }] of this.pending) {
      if (this.sent.size >= socketLimits.requestsInFlight) return;
      if (this.sent.has(id)) continue;
      this.sent.add(id);
      this.socket?.send(text);
    }
  }

  private settle(id: number, result: Result<never>): void {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    this.sent.delete(id);
    pending?.resolve(result);
    this.sendWhatMayGo();
  }

  private failPending(): void {
    const failed = [...this.pending.values()];
    this.pending.clear();
    this.sent.clear();
    for (const { resolve } of failed) resolve({ error: connectionLost });
  }

  private tellConnection(payload: ConnectionEvent['payload']): void {
    this.tell({ name: 'connection', payload });
  }

  private tell(event: StudioEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

const connectionLost: Failure = {
  code: 'connection-lost',
  message:
    'The connection to the studio was lost, so that nobody knows whether this was done. It is being found again; ' +
    'then look, and repeat what is missing.',
};

const tooLarge: Failure = {
  code: 'message-too-large',
  message: `More than ${socketLimits.messageBytes / 1024 / 1024} MB cannot be sent at once. Do it in parts.`,
};

/** Bytes that a text has on its way; counted only where they can matter. */
function utf8Length(text: string): number {
  return text.length * 3 <= socketLimits.messageBytes ? text.length : new TextEncoder().encode(text).length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function afterTimeout(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
