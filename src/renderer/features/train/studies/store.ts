import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { JobChannel, Params } from '@shared/contract/channels';
import type { StudioEvent } from '@shared/contract/events';
import type { StudyView } from '@shared/contract/trials';
import type { Failure } from '@shared/result';
import { studio } from '../../../api/studioClient';
import { useJobs } from '../../../stores/jobs';

type StudyChannel = Extract<JobChannel, `trials.${string}`>;

/** The project's studies as the studio tells them, the newest first. */
export const useStudies = defineStore('studies', () => {
  const jobs = useJobs();
  const all = shallowRef<readonly StudyView[]>([]);
  const failure = shallowRef<Failure | null>(null);
  const chosen = ref<string | null>(null);
  let attended = false;

  /** The chosen one, else the one at work, else the newest; null while there is none. */
  const shown = computed(
    () =>
      all.value.find(({ name }) => name === chosen.value) ??
      all.value.find(({ atWork }) => atWork !== null) ??
      all.value[0] ??
      null,
  );
  const progress = computed(() => {
    const jobId = shown.value?.atWork?.jobId;
    return jobId === undefined ? null : (jobs.byId[jobId]?.progress ?? null);
  });
  const stopping = computed(() => {
    const jobId = shown.value?.atWork?.jobId;
    return jobId !== undefined && jobs.byId[jobId]?.cancelling === true;
  });

  async function ask(): Promise<void> {
    const answer = await studio().request('trials.list', {});
    failure.value = 'error' in answer ? answer.error : null;
    if ('ok' in answer) all.value = answer.ok;
  }

  function follow(event: StudioEvent): void {
    if (event.name === 'project.opened') {
      chosen.value = null;
      all.value = [];
    }
    const isNews = event.name === 'trials.changed' || event.name === 'project.opened';
    if (attended && isNews) void ask();
  }

  function attend(): void {
    attended = true;
    void ask();
  }
  function unattend(): void {
    attended = false;
  }
  /** After the connection was lost, whatever was told meanwhile has to be asked. */
  function askAll(): void {
    if (attended) void ask();
  }

  function choose(name: string): void {
    chosen.value = name;
  }

  /** Answers why it could not begin, or what ended it; null when it is over or somebody has stopped it. */
  async function start<Name extends StudyChannel>(
    channel: Name,
    wishes: Params<Name>,
  ): Promise<Failure | null> {
    chosen.value = null;
    const end = await jobs.start(channel, wishes);
    await ask();
    return end.outcome === 'failed' ? (end.error ?? null) : null;
  }

  function stop({ atWork }: StudyView): void {
    if (atWork) jobs.cancel(atWork.jobId);
  }

  /** Answers why it could not be deleted; null when it is gone. */
  async function remove(study: string): Promise<Failure | null> {
    const answer = await studio().request('trials.delete', { study });
    await ask();
    return 'error' in answer ? answer.error : null;
  }

  return {
    ...{ all, failure, shown, progress, stopping },
    ...{ ask, follow, attend, unattend, askAll, choose, start, stop, remove },
  };
});
