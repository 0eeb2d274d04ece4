import { useI18n } from 'vue-i18n';
import type { FaceView } from '@shared/contract/library';
import type { AttributeLabel } from '@shared/domain/attribute';
import { confirmingEdit, isConfirmed } from '@shared/domain/confirmed';
import type { FaceEdit } from '@shared/domain/edit';
import type { Box, Landmark } from '@shared/domain/face';
import type { Template } from '@shared/domain/template';
import { useChangeTexts } from '../../i18n/changes';
import { useNames } from '../../i18n/names';
import { useStepNotes } from '../../shell/useStepNotes';
import { useFaces } from '../../stores/faces';
import { useNotices } from '../../stores/notices';

/** What can be done to the face on the stage; each is sent at once and drawn at once. */
export function useFaceEdits(face: () => FaceView | null, template: () => Template | null) {
  const { t } = useI18n();
  const faces = useFaces();
  const notices = useNotices();
  const stepNotes = useStepNotes();
  const { stepText } = useChangeTexts(useNames(), template);

  async function submit(edits: readonly FaceEdit[]): Promise<void> {
    if (edits.length === 0) return;
    const end = await faces.submit(edits);
    if ('error' in end) notices.failed(t('annotate.refused'), end.error);
  }

  /** Makes labels of what a run suggests, and says of which. */
  async function takeOver(edits: readonly FaceEdit[], run: string): Promise<void> {
    const end = await faces.submit(edits, run);
    if ('error' in end) notices.failed(t('annotate.refused'), end.error);
    else if (end.ok !== null) {
      stepNotes.done(t('annotate.suggestion.taken', { run, what: stepText(end.ok) }), end.ok.id);
    }
  }

  function setLandmark(index: number, to: Landmark): void {
    const now = face();
    const point = template()?.scheme.points[index];
    if (now && point) void submit([{ kind: 'landmark', faceId: now.id, point: point.id, to }]);
  }

  function setBox(to: Box | null): void {
    const now = face();
    if (now) void submit([{ kind: 'box', faceId: now.id, to }]);
  }

  function toggleHidden(index: number): void {
    const landmark = face()?.landmarks[index];
    if (landmark && landmark.visibility > 0) {
      setLandmark(index, { ...landmark, visibility: landmark.visibility === 1 ? 2 : 1 });
    }
  }

  function removePoint(index: number): void {
    const landmark = face()?.landmarks[index];
    if (landmark && landmark.visibility > 0) setLandmark(index, { ...landmark, visibility: 0 });
  }

  function setAttribute(attribute: string, to: AttributeLabel): void {
    const now = face();
    if (now) void submit([{ kind: 'attribute', faceId: now.id, attribute, to }]);
  }

  /** Out of the project; an undo brings it back. */
  async function deleteFace(): Promise<void> {
    const now = face();
    if (now) await submit([{ kind: 'deleted', faceId: now.id, to: true }]);
  }

  /** Another face of the same photo; answers its id, null when it was refused. */
  async function addFace(box: Box): Promise<number | null> {
    const now = face();
    if (!now) return null;
    const end = await faces.add(now.id, box);
    if ('error' in end) notices.failed(t('annotate.refused'), end.error);
    return 'ok' in end ? (end.ok?.faceIds[0] ?? null) : null;
  }

  function toggleFlag(): void {
    const now = face();
    if (now) void submit([{ kind: 'flagged', faceId: now.id, to: !now.flagged }]);
  }

  /** Says of a label that it is right, or takes the word back. */
  function toggleConfirmed(subject: string): void {
    const now = face();
    const edit = now && confirmingEdit(now, subject);
    if (edit) void submit([edit]);
  }

  /** The same of several at once, as one step; those that are confirmed stay so. */
  function confirm(subjects: readonly string[]): void {
    const now = face();
    if (!now) return;
    const open = subjects.filter((subject) => !isConfirmed(now, subject));
    void submit(open.map((subject) => confirmingEdit(now, subject)).filter((edit) => edit !== null));
  }

  async function restore(): Promise<void> {
    const now = face();
    if (!now) return;
    const end = await faces.restore(now.id);
    if ('error' in end) notices.failed(t('annotate.restoreFailed'), end.error);
    else notices.done(t(end.ok === null ? 'annotate.isOriginal' : 'annotate.restored'));
  }

  return {
    ...{ takeOver, setLandmark, setBox, toggleHidden, removePoint, setAttribute },
    ...{ toggleFlag, toggleConfirmed, confirm, deleteFace, addFace, restore },
  };
}
