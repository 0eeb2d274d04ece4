import type { FaceView } from '@shared/contract/library';
import { applyEdit, editsBetween, type FaceEdit, type FaceState } from '@shared/domain/edit';
import type { Template } from '@shared/domain/template';
import { boxAroundLandmarks } from '@shared/geometry/framing';

/** What a person can change of a face, as the domain's edits take it. */
export function stateOf(face: FaceView): FaceState {
  const { landmarks, attributes, split, flagged, confirmed, deleted, drawnBox } = face;
  return { landmarks, attributes, split, flagged, confirmed, deleted, box: drawnBox };
}

/**
 * The face as it will be once the edits that concern it are in the journal: what is drawn before the studio has
 * answered. Fails as `applyEdit` does.
 */
export function withEdits(template: Template, face: FaceView, edits: readonly FaceEdit[]): FaceView {
  const mine = edits.filter((edit) => edit.faceId === face.id);
  if (mine.length === 0) return face;
  const { box, ...rest } = mine.reduce<FaceState>(
    (state, edit) => applyEdit(template, state, edit),
    stateOf(face),
  );
  return {
    ...face,
    ...rest,
    drawnBox: box,
    box: box ?? boxAroundLandmarks(rest.landmarks) ?? face.box,
    edited: editsBetween(template, { box, ...rest }, face.original).length > 0,
  };
}
