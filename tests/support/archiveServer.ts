import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server has to give, and how much of HTTP it knows. */
export interface PublishedFile {
  readonly bytes: Buffer;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whether it gives out parts; it does by default. */
  readonly ranges?: boolean;
  /** Whether it says how long an answer will be; it does by default. */
  readonly lengths?: boolean;
}

/** How an answer goes wrong, instead of being what was asked for. */
export interface Fault {
  /** How many bytes of the answer are sent before. */
  readonly after: number;
  readonly then: 'cut' | 'silence' | 'end';
  /** Waited for before the connection is cut or ended. */
  readonly when?: () => Promise<unknown>;
}
export interface OtherAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A real server on this machine that publishes one file, whatever the path, and can be told to fail. */
export class ArchiveServer {
  /** Headers of the requests that came, in their order. */
  readonly requests: IncomingHttpHeaders[] = [];
  /** How the next requests are answered, one each; after that, as they ask. */
  readonly faults: (Fault | OtherAnswer)[] = [];

  private constructor(
    private readonly server: Server,
    readonly address: string,
    public published: PublishedFile,
  ) {}

  static async start(published: PublishedFile): Promise<ArchiveServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const archiveServer = new ArchiveServer(server, `http://127.0.0.1:${port}/data/MTFL.zip`, published);
    server.on('request', (request, response) => void archiveServer.answer(request, response));
    return archiveServer;
  }

  /** `bytes=…` of the request with that index. */
  range(index: number): string | undefined {
    return this.requests[index]?.range;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(headers);
    const fault = this.faults.shift();
    if (fault && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const { status, body, ...head } = this.asAsked(headers);
    response.writeHead(status, { ...this.validators(), ...head.headers });
    if (fault === undefined) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, fault.after));
    if (fault.then === 'silence') return;
    await fault.when?.();
    if (fault.then === 'cut') response.destroy();
    else response.end();
  }

  private validators(): Record<string, string> {
    const { etag, lastModified } = this.published;
    return {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { 'last-modified': lastModified }),
    };
  }

  /** As RFC 9110, section 14, has it. */
  private asAsked({ range, 'if-range': ifRange }: IncomingHttpHeaders): {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: Buffer;
  } {
    const { bytes, ranges = true, lengths = true, etag, lastModified } = this.published;
    const length = (body: Buffer): Record<string, string> =>
      lengths ? { 'content-length': String(body.length) } : {};
    const first = /^bytes=(\d+)-$/.exec(range ?? '')?.[1];
    const isSame = ifRange === undefined || ifRange === etag || ifRange === lastModified;
    if (first === undefined || !ranges || !isSame)
      return { status: 200, headers: length(bytes), body: bytes };
    const body = bytes.subarray(Number(first));
    if (body.length === 0) {
      return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body };
    }
    const contentRange = `bytes ${first}-${bytes.length - 1}/${bytes.length}`;
    return { status: 206, headers: { 'content-range': contentRange, ...length(body) }, body };
  }
}
