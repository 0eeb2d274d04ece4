import type { WebSocket } from 'ws';
import type { Channel, Params } from '@shared/contract/channels';
import type { StudioClient } from '@shared/contract/client';
import {
  clientMessageSchema,
  closeCodes,
  socketLimits,
  type ClientMessage,
  type ServerMessage,
} from '@shared/contract/socket';
import type { Failure, Result } from '@shared/result';

/** A window that has not taken so much of what it was sent does not take it any more. */
export const mostBytesWaiting = 32 * 1024 * 1024;

/** One window's socket: answers its requests by their ids, and is cut off when it does not listen. */
export class SocketConnection {
  private readonly inFlight = new Set<number>();
  /** Since the last ping. */
  private hasAnswered = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly studio: Pick<StudioClient, 'request'>,
    private readonly bytesWaitingLimit: number = mostBytesWaiting,
  ) {
    socket.on('message', (data: Buffer, isBinary) => this.receive(data, isBinary));
    socket.on('pong', () => (this.hasAnswered = true));
    // A close follows, and nothing else is to be done about it: an oversized message, a reset connection.
    socket.on('error', () => undefined);
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  /** Cut off rather than kept waiting for: what it does not take is held in our memory. */
  sendText(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > this.bytesWaitingLimit) this.socket.terminate();
    else this.socket.send(text);
  }

  /** Ends a connection whose other end has not answered since the last time. */
  ping(): void {
    if (!this.hasAnswered) {
      this.socket.terminate();
      return;
    }
    this.hasAnswered = false;
    this.socket.ping();
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  terminate(): void {
    this.socket.terminate();
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.close(closeCodes.notText, 'messages are text');
      return;
    }
    const value = parseJson(data.toString());
    const message = clientMessageSchema.safeParse(value);
    if (message.success) void this.serve(message.data);
    else this.refuseMalformed(value);
  }

  private async serve({ id, channel, params }: ClientMessage): Promise<void> {
    if (this.inFlight.has(id)) {
      this.close(closeCodes.malformed, `the id ${id} is in use`);
      return;
    }
    if (this.inFlight.size >= socketLimits.requestsInFlight) {
      this.answer(id, {
        error: {
          code: 'too-many-requests',
          message: `A window may ask for ${socketLimits.requestsInFlight} things at a time. Wait for an answer.`,
        },
      });
      return;
    }
    this.inFlight.add(id);
    // The studio parses the channel's name and parameters: nothing of what a window says is believed.
    const result = await this.studio.request(channel as Channel, params as Params<Channel>);
    this.inFlight.delete(id);
    this.answer(id, result);
  }

  /** Where it says which request it is, the answer says what is wrong with it; otherwise the socket is closed. */
  private refuseMalformed(value: unknown): void {
    const named = clientMessageSchema.shape.id.safeParse((value as { id?: unknown } | null)?.id);
    if (!named.success || this.inFlight.has(named.data)) {
      this.close(closeCodes.malformed, 'this is no request');
      return;
    }
    const error: Failure = {
      code: 'bad-message',
      message: 'A request is an object of id, channel and params, and nothing else.',
    };
    this.answer(named.data, { error });
  }

  private answer(id: number, result: Result<unknown>): void {
    this.send({ kind: 'answer', id, result });
  }
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
