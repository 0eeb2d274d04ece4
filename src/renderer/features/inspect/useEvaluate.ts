import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useDurations } from '../../i18n/duration';
import { useNames } from '../../i18n/names';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useInspect } from './store';

/** The evaluation that this window has started: one at a time, also while another place is looked at. */
const running = ref<{ readonly run: string; readonly split: string; readonly jobId: string | null } | null>(
  null,
);

/** Lets a run answer the faces of a split. */
export function useEvaluate() {
  const { t, n } = useI18n();
  const { phaseName } = useNames();
  const duration = useDurations();
  const jobs = useJobs();
  const notices = useNotices();
  const inspect = useInspect();

  async function start(run: string, split: string, checkpoint: 'newest' | 'best'): Promise<void> {
    if (running.value) return;
    running.value = { run, split, jobId: null };
    const end = await jobs.start('runs.evaluate', { run, split, checkpoint }, (jobId) => {
      running.value = { run, split, jobId };
    });
    running.value = null;
    if (end.outcome === 'failed' && end.error) notices.failed(t('inspect.evaluate.failed'), end.error);
    else if (end.outcome === 'cancelled') notices.done(t('inspect.evaluate.cancelled'));
    else if (end.result) {
      const { faces } = end.result;
      notices.done(t('inspect.evaluate.done', { run, count: n(faces) }, faces));
      if (inspect.place.run === run) {
        await inspect.ask();
        await inspect.go({ ...inspect.place, split });
      }
    }
  }

  const progress = computed(() => {
    const jobId = running.value?.jobId;
    return typeof jobId === 'string' ? (jobs.byId[jobId] ?? null) : null;
  });
  const progressText = computed(() => {
    const now = progress.value?.progress;
    if (!now) return '';
    const count =
      now.total === null ? n(now.done) : t('job.count', { done: n(now.done), total: n(now.total) });
    const left = now.etaSeconds === null ? null : t('status.left', { time: duration(now.etaSeconds) });
    return [phaseName(now.phase), count, left].filter(Boolean).join(' · ');
  });
  function stop(): void {
    if (running.value?.jobId) jobs.cancel(running.value.jobId);
  }

  return { running, progress, progressText, start, stop };
}
