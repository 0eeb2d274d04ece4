import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { StudioClient } from '@shared/contract/client';
import { closeCodes, socketLimits } from '@shared/contract/socket';
import { SocketConnection } from './socketConnection';

/** Windows at a time; each page of a browser is one. */
export const mostSockets = 32;
const pingIntervalMs = 30_000;

/** All windows' sockets on one studio: each event goes to every one of them. */
export class Sockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: socketLimits.messageBytes,
    // On one machine it costs more than it saves, and it holds memory for each socket.
    perMessageDeflate: false,
  });
  private readonly connections = new Set<SocketConnection>();
  /** Tells windows a restart from a mere lost connection. */
  private readonly serverId = randomUUID();
  private readonly unsubscribe: () => void;
  private readonly pings: NodeJS.Timeout;

  constructor(private readonly studio: StudioClient) {
    this.unsubscribe = studio.subscribe((event) => {
      if (this.connections.size === 0) return;
      const text = JSON.stringify({ kind: 'event', event });
      for (const connection of this.connections) connection.sendText(text);
    });
    this.pings = setInterval(() => {
      for (const connection of this.connections) connection.ping();
    }, pingIntervalMs).unref();
  }

  get isFull(): boolean {
    return this.connections.size >= mostSockets;
  }

  /** Of a request that may open a socket: who it is and where it comes from has been checked. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.server.handleUpgrade(request, stream, head, (socket) => {
      const connection = new SocketConnection(socket, this.studio);
      this.connections.add(connection);
      socket.on('close', () => this.connections.delete(connection));
      connection.send({ kind: 'hello', server: this.serverId });
    });
  }

  /** Says goodbye to every window. */
  close(): void {
    this.unsubscribe();
    clearInterval(this.pings);
    for (const connection of this.connections) connection.close(closeCodes.goingAway, 'the studio ends');
  }

  /** Ends those that have not said goodbye. */
  terminate(): void {
    for (const connection of this.connections) connection.terminate();
  }
}
