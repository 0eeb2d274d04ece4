import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useChosenRun } from '../../stores/chosenRun';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useShowList } from './useShowList';

/** Lets the chosen run say which faces to label next, and shows the queue. */
export function useLabelNext() {
  const { t, n } = useI18n();
  const jobs = useJobs();
  const notices = useNotices();
  const chosenRun = useChosenRun();
  const { showQueue } = useShowList();
  const running = computed(() => jobs.running.some(({ channel }) => channel === 'labels.next'));
  const canChoose = computed(() => chosenRun.name !== null && !running.value);

  async function choose(): Promise<void> {
    const run = chosenRun.name;
    if (run === null) return;
    const end = await jobs.start('labels.next', { run });
    if (end.error) notices.failed(t('library.next.failed'), end.error);
    if (!end.result) return;
    const count = end.result.queue.length;
    showQueue();
    notices.done(t('library.next.done', { run, count: n(count) }, count));
  }

  return { running, canChoose, choose };
}
