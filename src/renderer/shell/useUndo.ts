import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { JournalEntry } from '@shared/domain/journal';
import { useCommands } from '../commands/registry';
import { useChangeTexts } from '../i18n/changes';
import { useNames } from '../i18n/names';
import { useFaces } from '../stores/faces';
import { useNotices } from '../stores/notices';
import { useProject } from '../stores/project';

/** Undo and redo, the same everywhere: they say what they did, and lead to the face if it is not in sight. */
export function useUndo(shownFaceId: () => number | null): void {
  const { t } = useI18n();
  const faces = useFaces();
  const notices = useNotices();
  const project = useProject();
  const router = useRouter();
  const { stepText } = useChangeTexts(useNames(), () => project.template);

  async function step(direction: 'undo' | 'redo'): Promise<void> {
    const undo = direction === 'undo';
    const end = await (undo ? faces.undo() : faces.redo());
    if ('error' in end) notices.failed(t(undo ? 'library.undoFailed' : 'library.redoFailed'), end.error);
    else if (end.ok === null) notices.done(t(undo ? 'library.nothingToUndo' : 'library.nothingToRedo'));
    else tell(end.ok, undo);
  }

  function tell(entry: JournalEntry, undo: boolean): void {
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
