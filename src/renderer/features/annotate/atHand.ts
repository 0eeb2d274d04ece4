import type { FaceView } from '@shared/contract/library';
import type { Attribute } from '@shared/domain/attribute';
import { confirmedPoints } from '@shared/domain/confirmed';
import type { Selected } from './suggestion';

/**
 * The attribute that the number keys set: the chosen one, else what the walk is about, else the first that the face
 * lacks, else the first. Of those that nobody has asked for, only one that has keys.
 */
export function attributeAtHand(
  attributes: readonly Attribute[],
  face: Pick<FaceView, 'attributes'>,
  selected: Selected,
  subject: string | null,
): Attribute | null {
  const named = (id: string | null): Attribute | undefined =>
    attributes.find((attribute) => attribute.id === id);
  const withKeys = attributes.filter(({ kind }) => kind !== 'number');
  return (
    named(selected.kind === 'attribute' ? selected.id : null) ??
    named(subject) ??
    withKeys.find(({ id }) => (face.attributes[id] ?? null) === null) ??
    withKeys[0] ??
    attributes[0] ??
    null
  );
}

/** What the key confirms: the points where one of them is selected or the walk is about them, else the attribute at hand. */
export function subjectAtHand(
  attribute: Attribute | null,
  selected: Selected,
  subject: string | null,
): string | null {
  if (selected.kind === 'point') return confirmedPoints;
  if (selected.kind !== 'attribute' && subject === confirmedPoints) return confirmedPoints;
  return attribute?.id ?? null;
}
