/** One press of Ctrl+C may come twice: the terminal sends it to each process of the group, and npm sends it on. */
const onePressMs = 500;
const interrupted = 130;

/** What is used of a process. */
export interface SignalledProcess {
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly off: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly exit: (code: number) => void;
  readonly hasTerminal: () => boolean;
}

const ownProcess: SignalledProcess = {
  on: (signal, listener) => process.on(signal, listener),
  off: (signal, listener) => process.off(signal, listener),
  exit: (code) => process.exit(code),
  hasTerminal: () => process.stdin.isTTY,
};

/**
 * Waits to be told to end. `received` resolves to the exit code: 130 for Ctrl+C or a closed terminal, 0 where the
 * system asked. A second Ctrl+C ends the process at once. Without a terminal of its own a server outlives the one it
 * was started from: Node undoes what nohup has asked for, so it is done here.
 */
export class StopSignal {
  readonly received: Promise<number>;
  private resolve!: (exitCode: number) => void;
  private firstAtMs: number | null = null;
  private readonly onInterrupt = (): void => this.stop(interrupted);
  private readonly onTerminate = (): void => this.stop(0);
  private readonly onHangUp = (): void => {
    if (this.host.hasTerminal()) this.stop(interrupted);
  };

  constructor(
    private readonly stopping: () => void,
    private readonly host: SignalledProcess = ownProcess,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.received = new Promise((resolve) => (this.resolve = resolve));
    host.on('SIGINT', this.onInterrupt);
    host.on('SIGHUP', this.onHangUp);
    host.on('SIGTERM', this.onTerminate);
  }

  close(): void {
    this.host.off('SIGINT', this.onInterrupt);
    this.host.off('SIGHUP', this.onHangUp);
    this.host.off('SIGTERM', this.onTerminate);
  }

  private stop(exitCode: number): void {
    const nowMs = this.clock();
    if (this.firstAtMs === null) {
      this.firstAtMs = nowMs;
      this.stopping();
      this.resolve(exitCode);
    } else if (nowMs - this.firstAtMs >= onePressMs) this.host.exit(interrupted);
  }
}
