import { computed, ref, shallowRef } from 'vue';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import type { SourceWish } from '../../shell/SourceChoice.vue';
import { useJobs } from '../../stores/jobs';

/** Finds what a new project shall be made from, before it is made: a wrong path leaves no project behind. */
export function useSource() {
  const jobs = useJobs();
  const jobId = ref<string | null>(null);
  const failed = shallowRef<{ readonly work: 'download' | 'look'; readonly failure: Failure } | null>(null);
  const progress = computed(() => (jobId.value === null ? null : (jobs.byId[jobId.value]?.progress ?? null)));

  /** What to import: the folder or zip, downloaded where that was wished; null when it failed or was stopped. */
  async function find(wish: SourceWish): Promise<string | null> {
    failed.value = null;
    return wish.way === 'download' ? download(wish) : look(wish.path);
  }

  async function look(path: string): Promise<string | null> {
    const answer = await studio().request('datasets.inspect', { path });
    if ('ok' in answer) return path;
    failed.value = { work: 'look', failure: answer.error };
    return null;
  }

  async function download({ folder, address }: SourceWish): Promise<string | null> {
    const params = address === '' ? { folder } : { folder, address };
    const end = await jobs.start('datasets.download', params, (started) => (jobId.value = started));
    jobId.value = null;
    if (end.outcome === 'failed' && end.error) failed.value = { work: 'download', failure: end.error };
    return end.outcome === 'done' ? (end.result?.file ?? null) : null;
  }

  /** The question is asked anew. */
  function forget(): void {
    failed.value = null;
  }
  function stop(): void {
    if (jobId.value !== null) jobs.cancel(jobId.value);
  }

  return { jobId, progress, failed, find, forget, stop };
}
