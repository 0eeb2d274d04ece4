import { readFileSync } from 'node:fs';

/** What is used of a process's standard input. */
export type Input = Pick<NodeJS.ReadStream, 'isTTY' | 'on' | 'off' | 'pause' | 'resume'>;

/**
 * Calls `entered` for each press of Enter, or line of a pipe. Never reads from a terminal that another program has
 * in hand: a server in the background would be stopped by the system, or take the shell's own lines away.
 */
export class TerminalInput {
  private readonly onData = (data: Buffer | string): void => {
    if (data.toString().includes('\n')) this.entered();
  };
  /** Brought to the foreground or sent to the background. */
  private readonly onContinued = (): void => this.follow();
  private readonly onError = (): void => void this.input.pause();

  constructor(
    private readonly entered: () => void,
    private readonly input: Input = process.stdin,
    private readonly inForeground: () => boolean = isInForeground,
  ) {
    input.on('data', this.onData);
    input.on('error', this.onError);
    process.on('SIGCONT', this.onContinued);
    this.follow();
  }

  close(): void {
    this.input.off('data', this.onData);
    this.input.off('error', this.onError);
    process.off('SIGCONT', this.onContinued);
    this.input.pause();
  }

  private follow(): void {
    if (this.input.isTTY && !this.inForeground()) this.input.pause();
    else this.input.resume();
  }
}

/**
 * Whether the terminal's lines are meant for this process: its group, or that of the process that has started it in
 * a group of its own, is the one that has the terminal. True where the system does not say.
 */
function isInForeground(): boolean {
  if (process.platform !== 'linux') return true;
  const own = groupsOf(process.pid);
  const judged = own?.terminalGroup === -1 ? groupsOf(process.ppid) : own;
  return judged === null || judged.group === judged.terminalGroup;
}

interface Groups {
  readonly group: number;
  /** The group that the process's terminal listens to; -1 without a terminal. */
  readonly terminalGroup: number;
}

/** Fields 5 and 8 of /proc/PID/stat, proc(5); counted from behind the name, which may hold anything. */
function groupsOf(pid: number): Groups | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { group: Number(fields[2]), terminalGroup: Number(fields[5]) };
  } catch {
    return null;
  }
}
