import type * as Electron from 'electron';
import type { StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { DesktopTexts } from './texts';

/** Names of the runs that are being trained, by their jobs. */
export class TrainingsAtWork {
  private readonly runs = new Map<string, string>();

  follow(event: StudioEvent): void {
    if (event.name === 'training.started') this.runs.set(event.payload.jobId, event.payload.run);
    if (event.name === 'job.end') this.runs.delete(event.payload.jobId);
  }

  get names(): readonly string[] {
    return [...this.runs.values()];
  }
}

/** What is to be asked before quitting; null when nothing would be interrupted. */
export function quitQuestion(
  trainings: readonly string[],
  jobs: number,
  texts: DesktopTexts,
): Pick<Electron.MessageBoxOptions, 'message' | 'detail'> | null {
  const [run] = trainings;
  if (run !== undefined) return { message: texts.trainingAtWork(run), detail: texts.trainingKept };
  return jobs === 0 ? null : { message: texts.jobsAtWork, detail: texts.jobsKept };
}

export interface QuitGuardOptions {
  readonly studio: Pick<StudioClient, 'request'>;
  readonly trainings: TrainingsAtWork;
  readonly texts: () => DesktopTexts;
  readonly ask: (options: Electron.MessageBoxOptions) => Promise<{ readonly response: number }>;
}

/** Decides whether the application may go. One question at a time, and none once it was answered with yes. */
export class QuitGuard {
  private agreed = false;
  private asking: Promise<boolean> | null = null;

  constructor(private readonly options: QuitGuardOptions) {}

  /** Quitting has been agreed to: whoever asks now need not ask again. */
  get mayGo(): boolean {
    return this.agreed;
  }

  async permits(): Promise<boolean> {
    if (this.agreed) return true;
    this.asking ??= this.ask().finally(() => (this.asking = null));
    this.agreed = await this.asking;
    return this.agreed;
  }

  private async ask(): Promise<boolean> {
    const { studio, trainings, texts, ask } = this.options;
    const jobs = await studio.request('jobs.list', {});
    const running = 'ok' in jobs ? jobs.ok.running.length : 0;
    const words = texts();
    const question = quitQuestion(trainings.names, running, words);
    if (question === null) return true;
    // Both Enter and Escape keep working.
    const { response } = await ask({
      type: 'question',
      buttons: [words.stay, words.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...question,
    });
    return response === 1;
  }
}
