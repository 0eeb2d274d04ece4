import { computed, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { StudioEvent } from '@shared/contract/events';
import { studio } from '../api/studioClient';
import { useNames } from '../i18n/names';
import { useJobs } from '../stores/jobs';
import { useProject } from '../stores/project';
import { LongJobs } from './unseenEnds';

/** Shows in the dock or taskbar how far the work has come, and says when a long job has ended. */
export function useAttention(): { readonly follow: (event: StudioEvent) => void } {
  const { t } = useI18n();
  const { failureText } = useNames();
  const jobs = useJobs();
  const project = useProject();
  const longJobs = new LongJobs();

  /** In whole percents, so that the system is not asked to draw what nobody could see. */
  const progress = computed(() => {
    const shares = jobs.running.map(({ progress: now }) => (now?.total ? now.done / now.total : null));
    const known = shares.filter((share) => share !== null);
    const share = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
    return { working: shares.length > 0, share: share === null ? null : clamped(share) };
  });
  watch(
    () => `${progress.value.working} ${progress.value.share}`,
    () => void studio().request('host.showProgress', progress.value),
  );

  function follow(event: StudioEvent): void {
    const long = longJobs.follow(event, (jobId) => jobs.byId[jobId]?.channel ?? null);
    if (long === null) return;
    const job = long.channel === null ? t('job.other') : t(`job.${long.channel}`);
    const { error } = long.end;
    const title = error ? t('desktop.failed', { job }) : t('desktop.finished', { job });
    void studio().request('host.notify', { title, text: error ? failureText(error).text : project.name });
  }

  return { follow };
}

function clamped(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
}
