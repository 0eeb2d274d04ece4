import { useI18n } from 'vue-i18n';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { FaceEdit } from '@shared/domain/edit';
import { runCommand } from '../../commands/registry';
import { useFaces } from '../../stores/faces';
import { useNotices } from '../../stores/notices';
import { useLibrary } from './store';

/** What can be done to all selected faces at once: each is one step of the journal, and says how to take it back. */
export function useBulkEdits() {
  const { t, n } = useI18n();
  const faces = useFaces();
  const notices = useNotices();
  const library = useLibrary();

  async function apply(make: (faceId: number) => FaceEdit, done: (count: string) => string): Promise<void> {
    const faceIds = [...library.selection.ids];
    if (faceIds.length === 0) return;
    const end = await faces.submit(faceIds.map(make));
    if ('error' in end) notices.failed(t('library.bulk.failed'), end.error);
    else if (end.ok === null) notices.done(t('library.bulk.unchanged'));
    else {
      const changed = new Set(end.ok.changes.map((change) => change.faceId)).size;
      notices.done(done(t('library.faces', { count: n(changed) }, changed)), {
        label: t('command.undo'),
        run: () => runCommand('journal.undo'),
      });
    }
  }

  return {
    setAttribute: (attribute: string, to: AttributeLabel, value: string) =>
      apply(
        (faceId) => ({ kind: 'attribute', faceId, attribute, to }),
        (count) => t('library.bulk.attributeSet', { count, value }),
      ),
    setFlag: (to: boolean) =>
      apply(
        (faceId) => ({ kind: 'flagged', faceId, to }),
        (count) => t(to ? 'library.bulk.flagged' : 'library.bulk.unflagged', { count }),
      ),
    setSplit: (to: string, name: string) =>
      apply(
        (faceId) => ({ kind: 'split', faceId, to }),
        (count) => t('library.bulk.splitSet', { count, split: name }),
      ),
    setDeleted: async (to: boolean) => {
      await apply(
        (faceId) => ({ kind: 'deleted', faceId, to }),
        (count) => t(to ? 'library.bulk.deleted' : 'library.bulk.undeleted', { count }),
      );
      library.clearSelection();
    },
  };
}
