import { useI18n } from 'vue-i18n';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { Params } from '@shared/contract/channels';
import type { EndOf } from '@shared/contract/client';
import type { Edit } from '@shared/domain/edit';
import type { AcceptWish } from '@shared/domain/suggestion';
import type { Failure } from '@shared/result';
import { useStepNotes } from '../../shell/useStepNotes';
import { useFaces } from '../../stores/faces';
import { useJobs } from '../../stores/jobs';
import { useNotices } from '../../stores/notices';
import { useLibrary } from './store';

type BulkEnd = { readonly failure: Failure } | { readonly changed: number; readonly step: number | null };

/** More faces than are changed within an answer's time. */
const mostAtOnce = 500;

/** What can be done to all selected faces at once: each is one step of the journal, and says how to take it back. */
export function useBulkEdits() {
  const { t, n } = useI18n();
  const faces = useFaces();
  const jobs = useJobs();
  const notices = useNotices();
  const stepNotes = useStepNotes();
  const library = useLibrary();

  async function apply(edit: Edit, done: (count: string) => string): Promise<void> {
    const faceIds = [...library.selection.ids];
    if (faceIds.length === 0) return;
    tell(await (faceIds.length > mostAtOnce ? sendMany(edit, faceIds) : send(edit, faceIds)), done);
  }

  function tell(end: BulkEnd, done: (count: string) => string): void {
    if ('failure' in end) notices.failed(t('library.bulk.failed'), end.failure);
    else if (end.changed === 0) notices.done(t('library.bulk.unchanged'));
    else stepNotes.done(done(t('library.faces', { count: n(end.changed) }, end.changed)), end.step);
  }

  async function send(edit: Edit, faceIds: readonly number[]): Promise<BulkEnd> {
    const end = await faces.submit(faceIds.map((faceId) => ({ ...edit, faceId })));
    return 'error' in end
      ? { failure: end.error }
      : { changed: end.ok?.faceIds.length ?? 0, step: end.ok?.id ?? null };
  }

  /** As a job, which shows how far it is and can be stopped: then it is a step of fewer faces. */
  async function sendMany(edit: Edit, faceIds: readonly number[]): Promise<BulkEnd> {
    const params = { edit, faceIds: [...faceIds] } as Params<'faces.editMany'>;
    return bulkEnd(await jobs.start('faces.editMany', params));
  }

  async function acceptSuggestions({ run, ...wish }: AcceptWish & { readonly run: string }): Promise<void> {
    const faceIds = [...library.selection.ids];
    if (faceIds.length === 0) return;
    const params = { ...wish, run, faceIds } as Params<'faces.acceptMany'>;
    tell(bulkEnd(await jobs.start('faces.acceptMany', params)), (count) =>
      t('library.bulk.accepted', { count, run }),
    );
  }

  return {
    acceptSuggestions,
    setAttribute: (attribute: string, to: AttributeLabel, value: string) =>
      apply({ kind: 'attribute', attribute, to }, (count) =>
        t('library.bulk.attributeSet', { count, value }),
      ),
    /** @param name the attribute's, or the points'. */
    setConfirmed: (subject: string, to: boolean, name: string) =>
      apply({ kind: 'confirmed', subject, to: to || null }, (count) =>
        t(to ? 'library.bulk.confirmed' : 'library.bulk.unconfirmed', { count, label: name }),
      ),
    setFlag: (to: boolean) =>
      apply({ kind: 'flagged', to }, (count) =>
        t(to ? 'library.bulk.flagged' : 'library.bulk.unflagged', { count }),
      ),
    setSplit: (to: string, name: string) =>
      apply({ kind: 'split', to }, (count) => t('library.bulk.splitSet', { count, split: name })),
    setDeleted: async (to: boolean) => {
      await apply({ kind: 'deleted', to }, (count) =>
        t(to ? 'library.bulk.deleted' : 'library.bulk.undeleted', { count }),
      );
      library.clearSelection();
    },
  };
}

function bulkEnd(end: EndOf<'faces.editMany' | 'faces.acceptMany'>): BulkEnd {
  if (end.error) return { failure: end.error };
  return { changed: end.result?.faces ?? 0, step: end.result?.entryId ?? null };
}
