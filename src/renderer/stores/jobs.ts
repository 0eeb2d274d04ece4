import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { JobChannel, Params } from '@shared/contract/channels';
import { runJob, type EndOf } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { JobProgress } from '@shared/contract/jobs';
import { studio } from '../api/studioClient';

/** A job that runs now, started here or in another window. */
export interface ShownJob {
  readonly jobId: string;
  /** What this window started; null when another did. */
  readonly channel: JobChannel | null;
  readonly progress: JobProgress | null;
  readonly cancelling: boolean;
}

const progressEveryMs = 500;

export const useJobs = defineStore('jobs', () => {
  const byId = ref<Readonly<Record<string, ShownJob>>>({});
  const shownAtMs = new Map<string, number>();
  const running = computed(() => Object.values(byId.value));

  function change(jobId: string, part: Partial<ShownJob>): void {
    const before = byId.value[jobId] ?? { jobId, channel: null, progress: null, cancelling: false };
    byId.value = { ...byId.value, [jobId]: { ...before, ...part } };
  }

  function follow(event: StudioEvent): void {
    if (event.name === 'job.progress') showProgress(event.payload);
    if (event.name === 'job.end') forget(event.payload.jobId);
    if (event.name === 'connection' && event.payload.state === 'reconnected') void ask();
  }

  /** A bar that moves more often than this is not read any better; a new phase and the last unit always show. */
  function showProgress(progress: JobProgress): void {
    const { jobId, phase, done, total } = progress;
    const before = byId.value[jobId]?.progress;
    const isOrdinary = before?.phase === phase && done !== total;
    if (isOrdinary && performance.now() - (shownAtMs.get(jobId) ?? 0) < progressEveryMs) return;
    shownAtMs.set(jobId, performance.now());
    change(jobId, { progress });
  }

  /** The jobs that were at work before this window came, or came back. */
  async function ask(): Promise<void> {
    const answer = await studio().request('jobs.list', {});
    if (!('ok' in answer)) return;
    byId.value = Object.fromEntries(
      answer.ok.running.map(({ jobId, progress }) => {
        const known = byId.value[jobId];
        return [
          jobId,
          { jobId, channel: known?.channel ?? null, progress, cancelling: known?.cancelling ?? false },
        ];
      }),
    );
  }

  function forget(jobId: string): void {
    shownAtMs.delete(jobId);
    byId.value = Object.fromEntries(Object.entries(byId.value).filter(([id]) => id !== jobId));
  }

  /** Starts a job, shows it while it runs, and answers its end. */
  async function start<Name extends JobChannel>(
    channel: Name,
    params: Params<Name>,
    started: (jobId: string) => void = () => undefined,
  ): Promise<EndOf<Name>> {
    let ended = false;
    const end = runJob(studio(), channel, params, undefined, (jobId) => {
      if (!ended) change(jobId, { channel });
      started(jobId);
    });
    const known = await end;
    ended = true;
    forget(known.jobId);
    return known;
  }

  function cancel(jobId: string): void {
    change(jobId, { cancelling: true });
    void studio().request('jobs.cancel', { jobId });
  }

  return { running, byId, follow, ask, start, cancel };
});
