import type { JobProgress } from '@shared/contract/jobs';

const barWidth = 24;
/** Without a terminal to redraw a line in, a log gets a line of progress this seldom. */
const logIntervalMs = 10_000;

/** The parts of standard error that progress is shown on. */
export type ProgressStream = Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>> & {
  readonly write: (text: string) => unknown;
};

/**
 * Shows a job's progress on standard error: one line redrawn in place on a terminal, a line now and then in a
 * log. Standard output stays free for results.
 */
export class ProgressLine {
  private shown = false;
  private lastLoggedMs = Number.NEGATIVE_INFINITY;
  private lastPhase = '';

  constructor(
    private readonly stream: ProgressStream,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  show(progress: JobProgress): void {
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[2K${progressText(progress).slice(0, (this.stream.columns || 120) - 1)}`);
      this.shown = true;
      return;
    }
    const nowMs = this.clock();
    const due = nowMs - this.lastLoggedMs >= logIntervalMs || progress.phase !== this.lastPhase;
    if (!due) return;
    this.lastLoggedMs = nowMs;
    this.lastPhase = progress.phase;
    this.stream.write(`${progressText(progress)}\n`);
  }

  /** A line that stays, above the progress. */
  note(message: string): void {
    this.clear();
    this.stream.write(`${message}\n`);
  }

  clear(): void {
    if (this.shown) this.stream.write('\r\x1b[2K');
    this.shown = false;
  }
}

export function progressText(progress: JobProgress): string {
  const parts = [progress.phase];
  if (progress.total !== null && progress.total > 0) {
    const share = Math.min(1, progress.done / progress.total);
    const filled = Math.round(share * barWidth);
    parts.push(
      `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`,
      `${Math.floor(share * 100)} %`,
      `${count(progress.done)} of ${count(progress.total)}`,
    );
  } else if (progress.done > 0) {
    parts.push(count(progress.done));
  }
  if (progress.rate !== null && progress.rate > 0) parts.push(`${count(progress.rate)}/s`);
  if (progress.etaSeconds !== null && progress.etaSeconds >= 1)
    parts.push(`${duration(progress.etaSeconds)} left`);
  if (progress.message) parts.push(progress.message);
  return parts.join('  ');
}

/** 1234567 → `1.23 M`; small numbers keep their digits. */
function count(value: number): string {
  if (value >= 1_000_000) return `${(value / 1_000_000).toFixed(value >= 10_000_000 ? 0 : 2)} M`;
  return value >= 10 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

/** 125 → `2 min 5 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
