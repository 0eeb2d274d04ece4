import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import WebSocket from 'ws';
import { createSocketClient, type SocketClient } from '../../src/renderer/api/socketClient';

const root = resolve(import.meta.dirname, '../..');

/** A data set in MTFL's layout: plain pictures of 100 by 100 pixels, no two of them alike, with points on them. */
export async function writeDataset(folder: string, faces: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rows: string[] = [];
  for (let index = 0; index < faces; index += 1) {
    const background = { r: (index * 37) % 256, g: (index * 91) % 256, b: 128 };
    const picture = sharp({ create: { width: 100, height: 100, channels: 3, background } });
    await picture.jpeg().toFile(join(folder, `${index}.jpg`));
    rows.push(`${index}.jpg 35 65 50 38 62 40 40 55 70 70 ${1 + (index % 2)} 1 2 ${1 + (index % 5)}`);
  }
  const training = Math.ceil(faces / 2);
  writeFileSync(join(folder, 'training.txt'), rows.slice(0, training).join('\r\n'));
  writeFileSync(join(folder, 'testing.txt'), rows.slice(training).join('\r\n'));
}

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The real command, in a home of its own. */
export function facetProcess(
  state: string,
  words: readonly string[],
  script = 'facet.mjs',
): ChildProcessWithoutNullStreams {
  // Without a screen, and as if nobody had come from npm.
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, INIT_CWD: _folder, ...inherited } = process.env;
  const environment: NodeJS.ProcessEnv = { ...inherited, FACET_STATE: state };
  return spawn(process.execPath, [join(root, 'scripts', script), ...words], { env: environment });
}

export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, out, errors };
}

/** An answer to a request that no library has put in order. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** `facet serve`, as a person starts it. */
export class ServedStudio {
  errors = '';
  private readonly lines: string[] = [];
  private wake = (): void => undefined;
  private address = new URL('http://unknown');
  private readonly clients: SocketClient[] = [];

  private constructor(readonly child: ChildProcessWithoutNullStreams) {
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop()!;
      this.lines.push(...parts);
      this.wake();
    });
    child.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    child.on('close', () => this.wake());
  }

  static async start(state: string, ...words: readonly string[]): Promise<ServedStudio> {
    const served = new ServedStudio(facetProcess(state, ['serve', '--json', ...words]));
    served.address = await served.nextAddress();
    return served;
  }

  /** The one that was printed last. */
  get loginAddress(): URL {
    return this.address;
  }

  get origin(): string {
    return this.address.origin;
  }

  get port(): string {
    return this.address.port;
  }

  get socketAddress(): string {
    return `ws://${this.address.host}/socket`;
  }

  /** Presses Enter. */
  async freshAddress(): Promise<URL> {
    this.child.stdin.write('\n');
    this.address = await this.nextAddress();
    return this.address;
  }

  /** A new browser's cookie. */
  async logIn(): Promise<string> {
    const address = await this.freshAddress();
    const reply = await this.ask(address.pathname + address.search);
    return String(reply.headers['set-cookie']).split(';')[0]!;
  }

  /** The address is sent exactly as it is written. */
  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> {
    return new Promise((resolveAnswer, reject) => {
      const { hostname, port } = this.address;
      const asked = request({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('latin1');
          resolveAnswer({ status: response.statusCode!, headers: response.headers, text });
        });
      });
      asked.on('error', reject).end();
    });
  }

  /** A window of a browser that is logged in: the renderer's own client. */
  window(cookie: string): SocketClient {
    const client = createSocketClient({
      open: () =>
        new WebSocket(this.socketAddress, { headers: { cookie, origin: this.origin } }).on(
          'error',
          () => undefined,
        ),
      isSignedIn: async () => {
        try {
          return (await this.ask('/session', { cookie })).status === 204;
        } catch {
          return null;
        }
      },
    });
    this.clients.push(client);
    return client;
  }

  async signal(name: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(name);
      await once(this.child, 'close');
    }
    return this.child.exitCode;
  }

  /** Leaves nothing behind, whatever a test has left. */
  async end(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.signal('SIGKILL');
  }

  private async nextAddress(): Promise<URL> {
    while (this.lines.length === 0) {
      if (this.child.exitCode !== null) throw new Error(`It has ended: ${this.errors}`);
      await new Promise<void>((resolveWait) => (this.wake = resolveWait));
    }
    return new URL((JSON.parse(this.lines.shift()!) as { address: string }).address);
  }
}
