import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useImportUndo } from '../../shell/useImportUndo';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';

/** Looks for the faces of photos in which nobody has said where they are, and says how to take it back. */
export function useFindFaces() {
  const { t, n } = useI18n();
  const jobs = useJobs();
  const notices = useNotices();
  const imports = useImportUndo();
  const running = computed(() => jobs.running.some(({ channel }) => channel === 'faces.find'));

  async function find(): Promise<void> {
    const end = await jobs.start('faces.find', {});
    if (end.error) notices.failed(t('library.find.failed'), end.error);
    if (!end.result) return;
    const { photos, faces, withoutFace, problems, importId } = end.result;
    if (photos + problems.length === 0) {
      notices.done(t('library.find.nothing'));
      return;
    }
    const text = [
      t('library.find.done', { faces: t('library.faces', { count: n(faces) }, faces), photos: n(photos) }),
      ...(withoutFace.length > 0 ? [t('library.find.without', { count: n(withoutFace.length) })] : []),
      ...(problems.length > 0 ? [t('library.find.unread', { count: n(problems.length) })] : []),
    ].join(' ');
    const undo = { label: t('command.undo'), run: () => void imports.undo(importId!, false) };
    notices.done(text, importId === null ? undefined : undo);
  }

  return { running, find };
}
