import { useI18n } from 'vue-i18n';
import { runCommand } from '../commands/registry';
import { useFaces } from '../stores/faces';
import { useNotices } from '../stores/notices';

/** Says what a step of the journal did, and offers to take back this one: no older step, and no newer one. */
export function useStepNotes() {
  const { t } = useI18n();
  const faces = useFaces();
  const notices = useNotices();

  function done(title: string, step: number | null): void {
    if (step === null) {
      notices.done(title);
      return;
    }
    faces.hear(step);
    notices.done(title, { label: t('command.undo'), step, run: () => runCommand('journal.undo') });
  }

  return { done };
}
