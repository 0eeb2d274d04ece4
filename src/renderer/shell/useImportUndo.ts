import { useI18n } from 'vue-i18n';
import { useJobs } from '../stores/jobs';
import { useNotices } from '../stores/notices';
import { useStepNotes } from './useStepNotes';

/** Undoes imports and does them again; each says what it did and how to take that back. */
export function useImportUndo() {
  const { t, n } = useI18n();
  const jobs = useJobs();
  const notices = useNotices();
  const stepNotes = useStepNotes();

  async function undo(importId: number, keepWorkedOn: boolean): Promise<void> {
    const end = await jobs.start('imports.undo', { importId, keepWorkedOn });
    if (end.error) notices.failed(t('import.undoFailed'), end.error);
    if (!end.result) return;
    const { faces } = end.result;
    notices.done(t('undoImport.done', { count: n(faces) }, faces), {
      label: t('settings.imports.redo'),
      run: () => void redo(importId),
    });
  }

  async function redo(importId: number): Promise<void> {
    const end = await jobs.start('imports.redo', { importId });
    if (end.error) notices.failed(t('undoImport.redoFailed'), end.error);
    if (!end.result) return;
    const { faces, entryId } = end.result;
    stepNotes.done(t('undoImport.redone', { count: n(faces) }, faces), entryId);
  }

  return { undo, redo };
}
