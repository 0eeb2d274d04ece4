import { once } from 'node:events';
import WebSocket from 'ws';
import type { ServerMessage } from '@shared/contract/socket';

/** A socket to a server under test, that keeps what it receives. */
export class RawSocket {
  readonly messages: ServerMessage[] = [];
  /** The code and the reason that it was closed with. */
  readonly closed: Promise<readonly [number, string]>;
  private wake = (): void => undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(data.toString()) as ServerMessage);
      this.wake();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve([code, reason.toString()]);
        this.wake();
      });
    });
  }

  /** Resolves when the socket is open; rejects with the HTTP status that it was refused with. */
  static async open(address: string, headers: Record<string, string> = {}): Promise<RawSocket> {
    const socket = new WebSocket(address, { headers });
    const raw = new RawSocket(socket);
    const refused = new Promise<never>((_, reject) => {
      socket.on('unexpected-response', (_request, response) => reject(response.statusCode));
      socket.on('error', reject);
    });
    await Promise.race([once(socket, 'open'), refused]);
    refused.catch(() => undefined);
    return raw;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message, of those received and those to come, that is wanted. */
  async next(wanted: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    for (;;) {
      const index = this.messages.findIndex(wanted);
      if (index >= 0) return this.messages.splice(index, 1)[0]!;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('The socket was closed.');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  answer(id: number): Promise<ServerMessage> {
    return this.next((message) => message.kind === 'answer' && message.id === id);
  }

  event(name: string): Promise<ServerMessage> {
    return this.next((message) => message.kind === 'event' && message.event.name === name);
  }
}
