import { computed, ref } from 'vue';
import type { Failure } from '@shared/result';
import { studio } from '../../api/studioClient';
import { useHost } from '../../stores/host';
import { useJobs } from '../../stores/jobs';
import { joinedPath } from './joinedPath';

export const drawnCount = 400;
const seed = 1;

/** Draws a data set into a folder; the project comes beside it. */
export function useDrawnFaces() {
  const jobs = useJobs();
  const host = useHost();
  const jobId = ref<string | null>(null);
  const failure = ref<Failure | null>(null);
  const progress = computed(() => (jobId.value === null ? null : (jobs.byId[jobId.value]?.progress ?? null)));

  /** Answers what to open and what to import into it; null when it was stopped or failed. */
  async function draw(folder: string): Promise<{ readonly project: string; readonly source: string } | null> {
    failure.value = null;
    const source = joinedPath(folder, 'faces');
    const end = await jobs.start('datasets.draw', { folder: source, count: drawnCount, seed }, (started) => {
      jobId.value = started;
    });
    jobId.value = null;
    failure.value = end.outcome === 'failed' ? (end.error ?? null) : null;
    return end.outcome === 'done' ? { project: joinedPath(folder, 'project'), source } : null;
  }

  /** Where a person's own files are, when the window may know. */
  async function suggestedFolder(): Promise<string> {
    if (host.description?.folders !== true) return '';
    const answer = await studio().request('host.listFolder', { path: null });
    return 'ok' in answer ? joinedPath(answer.ok.path, 'facet-drawn-faces') : '';
  }

  function stop(): void {
    if (jobId.value !== null) jobs.cancel(jobId.value);
  }

  return { jobId, progress, failure, draw, stop, suggestedFolder };
}
