import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useShowList } from './useShowList';

/** Looks for faces that nearly repeat each other, and shows them side by side. */
export function useFindRepeats() {
  const { t, n } = useI18n();
  const jobs = useJobs();
  const notices = useNotices();
  const { showRepeats } = useShowList();
  const running = computed(() => jobs.running.some(({ channel }) => channel === 'faces.findRepeats'));

  async function find(): Promise<void> {
    const end = await jobs.start('faces.findRepeats', {});
    if (end.error) notices.failed(t('library.repeats.failed'), end.error);
    if (!end.result) return;
    const { pairs, acrossSplits } = end.result;
    if (pairs.length === 0) {
      notices.done(t('library.repeats.none'));
      return;
    }
    const text = t('library.repeats.done', { count: n(pairs.length), across: n(acrossSplits) }, pairs.length);
    notices.done(text, { label: t('train.repeats.show'), run: showRepeats });
  }

  return { running, find };
}
