import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { facet } from './command';
import { skipInElectron } from './electron';

/** `facet serve` on a project, as a person starts it; it can be ended and started again on the same port. */
export class Server {
  private child: ChildProcessWithoutNullStreams | null = null;
  private port = '0';
  private lines: string[] = [];
  private wake = (): void => undefined;

  constructor(
    private readonly state: string,
    private readonly project: string | null,
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  get processId(): number {
    return this.child!.pid!;
  }

  /** Answers the address that lets a browser in, once. */
  async start(): Promise<string> {
    skipInElectron();
    const project = this.project === null ? [] : ['--project', this.project];
    const words = ['serve', ...project, '--port', this.port, '--json'];
    const child = facet(this.state, words, this.environment);
    this.child = child;
    this.lines = [];
    let rest = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop()!;
      this.lines.push(...parts);
      this.wake();
    });
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', () => this.wake());
    const address = await this.nextAddress(() => errors);
    this.port = new URL(address).port;
    return address;
  }

  /** Another address, for another browser: what pressing Enter in the terminal gives. */
  async freshAddress(): Promise<string> {
    this.child!.stdin.write('\n');
    return this.nextAddress(() => '');
  }

  /** `SIGKILL` is a crash: nothing is told to the windows, nothing put away. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((done) => child.on('close', done));
    child.kill(signal);
    await closed;
  }

  private async nextAddress(errors: () => string): Promise<string> {
    while (this.lines.length === 0) {
      if (this.child?.exitCode !== null) throw new Error(`facet serve did not start:\n${errors()}`);
      await new Promise<void>((wake) => (this.wake = wake));
    }
    return (JSON.parse(this.lines.shift()!) as { address: string }).address;
  }
}
