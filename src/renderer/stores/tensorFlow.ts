import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { StudioEvent } from '@shared/contract/events';
import type { TensorFlowOffer } from '@shared/contract/tensorFlow';
import type { Failure } from '@shared/result';
import { studio } from '../api/studioClient';
import { useJobs } from './jobs';

/** TensorFlow on the studio's machine: there, or to be fetched when a person agrees. */
export const useTensorFlow = defineStore('tensorFlow', () => {
  const jobs = useJobs();
  const offer = shallowRef<TensorFlowOffer | null>(null);
  const jobId = ref<string | null>(null);
  /** Of the last attempt in this window. */
  const failure = shallowRef<Failure | null>(null);

  const job = computed(() => (jobId.value === null ? null : (jobs.byId[jobId.value] ?? null)));

  /** Looking costs the studio up to a second: it is done when somebody may want to know. */
  async function ask(): Promise<void> {
    const answer = await studio().request('system.tensorFlow', {});
    if ('ok' in answer) offer.value = answer.ok;
  }

  /** Answers whether it is there now; after a failure or a stop the offer says what remains to be done. */
  async function fetchIt(): Promise<boolean> {
    if (jobId.value !== null) return false;
    failure.value = null;
    jobId.value = '';
    const end = await jobs.start('system.prepare', { retry: true }, (started) => (jobId.value = started));
    jobId.value = null;
    await ask();
    if (end.error) failure.value = end.error;
    else if (end.outcome === 'done' && offer.value?.kind === 'missing') failure.value = offer.value.obstacle;
    return end.result?.installed === true;
  }

  function stop(): void {
    if (job.value) jobs.cancel(job.value.jobId);
  }

  /** Whatever another window fetched is here as well. */
  function follow(event: StudioEvent): void {
    if (event.name === 'job.end' && offer.value?.kind === 'missing' && jobId.value === null) void ask();
  }

  return { offer, job, jobId, failure, ask, fetchIt, stop, follow };
});
