import { useI18n } from 'vue-i18n';
import type { FaceView } from '@shared/contract/library';
import type { AttributeLabel } from '@shared/domain/attribute';
import type { FaceEdit } from '@shared/domain/edit';
import type { Landmark } from '@shared/domain/face';
import type { Template } from '@shared/domain/template';
import { useFaces } from '../../stores/faces';
import { useNotices } from '../../stores/notices';

/** What can be done to the face on the stage; each is sent at once and drawn at once. */
export function useFaceEdits(face: () => FaceView | null, template: () => Template | null) {
  const { t } = useI18n();
  const faces = useFaces();
  const notices = useNotices();

  async function submit(edits: readonly FaceEdit[], suggestedBy?: string): Promise<void> {
    if (edits.length === 0) return;
    const end = await faces.submit(edits, suggestedBy);
    if ('error' in end) notices.failed(t('annotate.refused'), end.error);
  }

  function setLandmark(index: number, to: Landmark): void {
    const now = face();
    const point = template()?.scheme.points[index];
    if (now && point) void submit([{ kind: 'landmark', faceId: now.id, point: point.id, to }]);
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

  function toggleFlag(): void {
    const now = face();
    if (now) void submit([{ kind: 'flagged', faceId: now.id, to: !now.flagged }]);
  }

  async function restore(): Promise<void> {
    const now = face();
    if (!now) return;
    const end = await faces.restore(now.id);
    if ('error' in end) notices.failed(t('annotate.restoreFailed'), end.error);
    else notices.done(t(end.ok === null ? 'annotate.isOriginal' : 'annotate.restored'));
  }

  return { submit, setLandmark, toggleHidden, removePoint, setAttribute, toggleFlag, restore };
}
