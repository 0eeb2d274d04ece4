import { computed, shallowRef, watch, type Ref } from 'vue';
import type { JobChannel, JobResults, Params } from '@shared/contract/channels';
import type { Failure } from '@shared/result';
import { useJobs } from '../stores/jobs';
import { useNotices } from '../stores/notices';

/** Where a dialog is that asks for a job's wishes, and then shows how the job goes and what it did. */
export type DialogFlow<Report> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'running'; readonly jobId: string | null }
  | { readonly kind: 'done'; readonly report: Report }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'stopped' };

export interface DialogJobWords<Report> {
  readonly done: (report: Report) => string;
  readonly failed: () => string;
}

export type DialogJob = Pick<ReturnType<typeof useDialogJob>, 'flow' | 'stop' | 'askAgain'>;

/** A dialog's job. Closed while it runs, the dialog lets it go on, and a notice says in its place how it ended. */
export function useDialogJob<Name extends JobChannel>(
  channel: Name,
  open: Readonly<Ref<boolean>>,
  words: DialogJobWords<JobResults[Name]>,
) {
  const jobs = useJobs();
  const notices = useNotices();
  const flow = shallowRef<DialogFlow<JobResults[Name]>>({ kind: 'asking' });
  watch(open, (now) => {
    if (now && flow.value.kind !== 'running') askAgain();
  });

  async function start(wishes: Params<Name>): Promise<void> {
    flow.value = { kind: 'running', jobId: null };
    const end = await jobs.start(channel, wishes, (jobId) => {
      flow.value = { kind: 'running', jobId };
    });
    if (end.outcome === 'done' && end.result) flow.value = { kind: 'done', report: end.result };
    else if (end.outcome === 'failed' && end.error) flow.value = { kind: 'failed', failure: end.error };
    else flow.value = { kind: 'stopped' };
    if (!open.value) tell(flow.value);
  }
  /** What the dialog would show, when nobody is looking at it. */
  function tell(now: DialogFlow<JobResults[Name]>): void {
    if (now.kind === 'failed') notices.failed(words.failed(), now.failure);
    if (now.kind === 'done') notices.done(words.done(now.report));
  }

  const jobId = computed(() => (flow.value.kind === 'running' ? flow.value.jobId : null));
  const progress = computed(() => (jobId.value === null ? null : (jobs.byId[jobId.value]?.progress ?? null)));
  function stop(): void {
    if (jobId.value !== null) jobs.cancel(jobId.value);
  }
  function askAgain(): void {
    flow.value = { kind: 'asking' };
  }

  return { flow, progress, start, stop, askAgain };
}
