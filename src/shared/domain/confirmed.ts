import type { HeadTarget } from '../learning/configuration';
import type { AttributeLabel } from './attribute';
import type { FaceEdit } from './edit';
import type { Landmark } from './face';

/** What can be confirmed of a face: a label by its attribute's id, and all points at once. */
export const confirmedPoints = '';

/**
 * Labels that somebody has looked at and found right, by subject, each as it was then: a label that has changed since is
 * not confirmed any more, and is again when the change is undone.
 */
export type Confirmed = Readonly<Record<string, string>>;

/** What of a face a head learns. */
export function confirmedSubject(target: HeadTarget): string {
  return target.from === 'attribute' ? target.attribute : confirmedPoints;
}

interface Labelled {
  readonly landmarks: readonly Landmark[];
  readonly attributes: Readonly<Record<string, AttributeLabel>>;
}

/** A face's label as it is kept with its confirmation; null where there is none that could be right. */
export function confirmableLabel({ landmarks, attributes }: Labelled, subject: string): string | null {
  if (subject === confirmedPoints) {
    return landmarks.some(({ visibility }) => visibility > 0)
      ? JSON.stringify(
          landmarks.map(({ x, y, visibility }) => (visibility === 0 ? null : [x, y, visibility])),
        )
      : null;
  }
  const label = attributes[subject] ?? null;
  return label === null ? null : JSON.stringify(label);
}

export function isConfirmed(face: Labelled & { readonly confirmed: Confirmed }, subject: string): boolean {
  const known = face.confirmed[subject];
  return known !== undefined && known === confirmableLabel(face, subject);
}

/** The edit that says of a label that it is right, or takes the word back where it is said; null where there is no label. */
export function confirmingEdit(
  face: Labelled & { readonly id: number; readonly confirmed: Confirmed },
  subject: string,
): FaceEdit | null {
  const label = confirmableLabel(face, subject);
  if (label === null) return null;
  return { kind: 'confirmed', faceId: face.id, subject, to: isConfirmed(face, subject) ? null : label };
}
