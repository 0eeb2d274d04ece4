import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StudioClient } from '@shared/contract/client';
import { socketPath } from '@shared/contract/socket';
import { fail } from '@shared/result';
import { notFound, textReply, thrownReply, type Reply } from '../reply';
import { ownAuthorities, printedOrigin, type Bound } from './bind';
import { refusalOf, upgradeRefusalOf } from './guard';
import { securityHeaders } from './headers';
import { loginPath, Routes, type RouteContext } from './routes';
import { Sockets } from './sockets';

/** Of connections and of what comes over them: more than a few browsers need, less than hurts. */
const limits = {
  connections: 256,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 10_000,
  /** For a photo over a slow line; one that stops coming is cut off sooner. */
  requestTimeoutMs: 300_000,
  /** A body that brings nothing for so long does not come any more. */
  bodyPauseMs: 20_000,
  checkIntervalMs: 2_000,
} as const;

/** Windows have that long to say goodbye when the server ends. */
const goodbyeMs = 1_000;

export interface WebServerOptions extends Omit<RouteContext, 'port' | 'sessions'> {
  readonly studio: StudioClient;
  readonly bound: Bound;
  /** 0: any that is free. */
  readonly port: number;
  /** Known once the port is: who is logged in on it. */
  readonly sessionsFor: (port: number) => RouteContext['sessions'];
}

/** The studio over HTTP and WebSocket. */
export class WebServer {
  private constructor(
    private readonly http: Server,
    private readonly sockets: Sockets,
    /** How it is reached: `http://127.0.0.1:32238`. */
    readonly origin: string,
    readonly port: number,
    private readonly options: WebServerOptions,
  ) {}

  /** Fails with `port-in-use` or `port-refused`. */
  static async listen(options: WebServerOptions): Promise<WebServer> {
    const http = createServer({
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    });
    http.maxConnections = limits.connections;
    await listening(http, options);
    const { port } = http.address() as AddressInfo;
    const sockets = new Sockets(options.studio);
    const door = new Door(
      new Routes({ ...options, port, sessions: options.sessionsFor(port) }),
      sockets,
      ownAuthorities(options.bound, port),
    );
    // A connection that the system could not hand over: the next one may come.
    http.on('error', () => undefined);
    http.on('request', (request, response) => void door.answer(request, response));
    http.on('upgrade', (request, stream, head) => door.upgrade(request, stream, head));
    return new WebServer(http, sockets, printedOrigin(options.bound, port), port, options);
  }

  /** A fresh address that lets one browser in; the one before it is worth nothing any more. */
  freshAddress(): string {
    return `${this.origin}${loginPath}?token=${this.options.tokens.issue()}`;
  }

  /** Takes nobody in any more, says goodbye to the windows, and ends when all connections have. */
  async close(): Promise<void> {
    const closed = once(this.http, 'close');
    this.http.close();
    this.sockets.close();
    const impatience = setTimeout(() => {
      this.sockets.terminate();
      this.http.closeAllConnections();
    }, goodbyeMs);
    this.http.closeIdleConnections();
    await closed;
    clearTimeout(impatience);
  }
}

async function listening(http: Server, { bound, port }: WebServerOptions): Promise<void> {
  http.listen({ host: bound.ip, port, exclusive: true });
  try {
    await once(http, 'listening');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'EADDRINUSE') {
      fail('port-in-use', `Port ${port} is taken by another program. Give another --port, or 0 for any.`);
    }
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    fail('port-refused', `${bound.host}, port ${port}, cannot be listened on (${reason}). Give another one.`);
  }
}

/** What stands between a connection and the routes: every request is checked here, and answered once. */
class Door {
  constructor(
    private readonly routes: Routes,
    private readonly sockets: Sockets,
    private readonly own: ReadonlySet<string>,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request, this.own);
    const reply = refusal ?? (await this.routed(request, response));
    // A body that nobody reads would be taken for the next request.
    if (refusal !== null || reply.status === 401) response.setHeader('connection', 'close');
    const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
    response.writeHead(reply.status, {
      ...securityHeaders(refusal === null ? (request.headers.host ?? null) : null),
      ...reply.headers,
      ...(body === null ? {} : { 'content-length': String(body.byteLength) }),
    });
    response.end(request.method === 'HEAD' ? undefined : (body ?? undefined));
  }

  private async routed(request: IncomingMessage, response: ServerResponse): Promise<Reply> {
    const { headers, method, url } = request;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const caller = request.socket.remoteAddress ?? '';
      const body = bodyOf(request);
      return await this.routes.answer({ headers, method, url, caller, signal: gone.signal, body });
    } catch (thrown) {
      return thrownReply(thrown);
    }
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A connection that is reset meanwhile is no failure of ours.
    stream.on('error', () => undefined);
    const refusal = this.upgradeRefusal(request);
    if (refusal === null) this.sockets.accept(request, stream, head);
    // Ended for good: nothing else would end it, were the other side to stay.
    else stream.end(rawResponse(refusal), () => stream.destroy());
  }

  private upgradeRefusal(request: IncomingMessage): Reply | null {
    const refusal = upgradeRefusalOf(request, this.own);
    if (refusal !== null) return refusal;
    if (request.url !== socketPath) return notFound;
    if (!this.routes.isLoggedIn(request)) return textReply(401, 'Log in first.');
    return this.sockets.isFull ? textReply(503, 'Too many windows are open. Close one.') : null;
  }
}

/** A request's body as it comes; rejects when it stops coming. What nobody reads of it is let go by. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const impatience = setTimeout(() => request.destroy(new Error('paused')), limits.bodyPauseMs);
  try {
    // Not destroyed when its reader has seen enough: the answer goes over the same connection.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      impatience.refresh();
      yield piece;
    }
  } finally {
    clearTimeout(impatience);
    request.resume();
  }
}

function rawResponse({ status, headers, body }: Reply): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = String(body ?? '');
  const length = Buffer.byteLength(text);
  return [
    `HTTP/1.1 ${status} Refused`,
    ...lines,
    `content-length: ${length}`,
    'connection: close',
    '',
    text,
  ].join('\r\n');
}
