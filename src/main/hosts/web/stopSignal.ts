/** One press of Ctrl+C may come twice: the terminal sends it to each process of the group, and npm sends it on. */
const onePressMs = 500;
const interrupted = 130;

/** What is used of a process. */
export interface SignalledProcess {
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly off: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly exit: (code: number) => void;
}

/**
 * Waits to be told to end. `received` resolves to the exit code: 130 for Ctrl+C or a closed terminal, 0 where the
 * system asked. A second Ctrl+C ends the process at once.
 */
export class StopSignal {
  readonly received: Promise<number>;
  private resolve!: (exitCode: number) => void;
  private firstAtMs: number | null = null;
  private readonly onInterrupt = (): void => this.stop(interrupted);
  private readonly onTerminate = (): void => this.stop(0);

  constructor(
    private readonly stopping: () => void,
    private readonly host: SignalledProcess = process,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.received = new Promise((resolve) => (this.resolve = resolve));
    host.on('SIGINT', this.onInterrupt);
    host.on('SIGHUP', this.onInterrupt);
    host.on('SIGTERM', this.onTerminate);
  }

  close(): void {
    this.host.off('SIGINT', this.onInterrupt);
    this.host.off('SIGHUP', this.onInterrupt);
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
