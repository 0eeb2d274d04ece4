import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { StudioEvent } from '@shared/contract/events';
import type { JobProgress } from '@shared/contract/jobs';
import type { ProjectSummary, RunSummary } from '@shared/contract/reports';
import { studio } from './api/studioClient';

/** The open project as the window shows it: what the studio last said, nothing kept twice. */
export const useProject = defineStore('project', () => {
  const summary = ref<ProjectSummary | null>(null);
  const runs = ref<readonly RunSummary[]>([]);
  const jobs = ref<Record<string, JobProgress>>({});
  const failure = ref<string | null>(null);

  async function open(folder: string): Promise<void> {
    const answer = await studio().request('project.open', { folder, mode: 'create' });
    if ('error' in answer) {
      failure.value = answer.error.message;
      return;
    }
    failure.value = null;
    summary.value = answer.ok;
    await refresh();
  }

  async function refresh(): Promise<void> {
    const [project, list] = await Promise.all([
      studio().request('project.summary', {}),
      studio().request('runs.list', {}),
    ]);
    if ('ok' in project) summary.value = project.ok;
    if ('ok' in list) runs.value = list.ok;
  }

  async function importFolder(path: string): Promise<void> {
    const answer = await studio().request('datasets.import', { path });
    if ('error' in answer) failure.value = answer.error.message;
  }

  function cancel(jobId: string): void {
    void studio().request('jobs.cancel', { jobId });
  }

  function follow(event: StudioEvent): void {
    if (event.name === 'connection' && event.payload.state === 'reconnected') void refresh();
    if (event.name === 'job.progress') jobs.value[event.payload.jobId] = event.payload;
    if (event.name !== 'job.end') return;
    const ended = event.payload.jobId;
    jobs.value = Object.fromEntries(Object.entries(jobs.value).filter(([jobId]) => jobId !== ended));
    if (event.payload.error) failure.value = event.payload.error.message;
    void refresh();
  }

  return { summary, runs, jobs, failure, open, refresh, importFolder, cancel, follow };
});
