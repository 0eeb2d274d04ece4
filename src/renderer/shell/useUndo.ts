import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { JournalEntry } from '@shared/domain/journal';
import type { Failure } from '@shared/result';
import { useCommands } from '../commands/registry';
import { useChangeTexts } from '../i18n/changes';
import { useNames } from '../i18n/names';
import { useFaces } from '../stores/faces';
import { useImports } from '../stores/imports';
import { useJobs } from '../stores/jobs';
import { useNotices } from '../stores/notices';
import { useProject } from '../stores/project';
import { useImportUndo } from './useImportUndo';

/** Undo and redo, the same everywhere: they say what they did, and lead to the face if it is not in sight. */
export function useUndo(shownFaceId: () => number | null): void {
  const { t } = useI18n();
  const faces = useFaces();
  const notices = useNotices();
  const project = useProject();
  const router = useRouter();
  const importUndo = useImportUndo();
  const imports = useImports();
  const jobs = useJobs();
  const { stepText, manyText } = useChangeTexts(useNames(), () => project.template);

  async function step(direction: 'undo' | 'redo'): Promise<void> {
    const undo = direction === 'undo';
    const end = await (undo ? faces.undo() : faces.redo());
    if ('error' in end && end.error.code === 'step-is-import') askImport(end.error, undo);
    else if ('error' in end && end.error.code === 'step-is-large') await stepMany(direction);
    else if ('error' in end) notices.failed(t(undo ? 'library.undoFailed' : 'library.redoFailed'), end.error);
    else if (end.ok === null) notices.done(t(undo ? 'library.nothingToUndo' : 'library.nothingToRedo'));
    else tell(end.ok, undo);
  }

  /** Of an import a person is asked before it is undone. */
  function askImport({ details }: Failure, undo: boolean): void {
    const { importId, path, imported, workedOn } = details as Record<string, unknown>;
    const id = Number(importId);
    if (!undo) void importUndo.redo(id);
    else imports.ask({ id, path: String(path), imported: Number(imported), workedOn: Number(workedOn) });
  }

  /** Of so many faces that it takes a while. */
  async function stepMany(direction: 'undo' | 'redo'): Promise<void> {
    const undo = direction === 'undo';
    const { newestEntry } = faces;
    const end = await jobs.start('journal.again', { direction });
    if (end.error) notices.failed(t(undo ? 'library.undoFailed' : 'library.redoFailed'), end.error);
    if (end.outcome !== 'done' || !end.result) return;
    if (undo && newestEntry !== null) notices.withdrawStep(newestEntry);
    const what = manyText(end.result);
    notices.done(t(undo ? 'library.undone' : 'library.redone', { what }));
  }

  function tell(entry: JournalEntry, undo: boolean): void {
    if (undo && entry.editId !== null) notices.withdrawStep(entry.editId);
    const what = stepText(entry);
    const faceIds = new Set(entry.changes.map((change) => change.faceId));
    const [only] = faceIds;
    const inSight = only === shownFaceId() && faceIds.size === 1;
    const action =
      faceIds.size === 1 && !inSight
        ? {
            label: t('library.showFace'),
            run: () => void router.push({ name: 'annotate', params: { faceId: String(only) } }),
          }
        : null;
    notices.done(t(undo ? 'library.undone' : 'library.redone', { what }), action);
  }

  const when = (): boolean => project.summary !== null;
  useCommands({
    'journal.undo': { run: () => void step('undo'), when },
    'journal.redo': { run: () => void step('redo'), when },
  });
}
