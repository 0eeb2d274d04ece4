import type { AttributeLabel } from './attribute';
import { confirmedPoints, isConfirmed } from './confirmed';
import { sameValue, type FaceEdit } from './edit';
import { isLabelled, type Landmark } from './face';
import type { FaceRecord } from './faceRecord';
import type { LandmarkScheme } from './landmarkScheme';
import type { Template } from './template';

/** What a run's stored prediction says of a face. */
export interface FaceSuggestion {
  readonly run: string;
  readonly landmarks: readonly Landmark[] | null;
  readonly attributes: readonly {
    readonly attribute: string;
    readonly label: AttributeLabel;
    /** Probability of that value; null for a number. */
    readonly confidence: number | null;
  }[];
}

/** The labels that a suggestion is held against. */
export type LabelledFace = Pick<FaceRecord, 'id' | 'landmarks' | 'attributes' | 'confirmed'>;

/** Nearer than this the model's point is the label's: a fifth of a pixel. */
const samePlacePx = 0.2;

/** The edit that takes the model's word for one point; null where it has none or says the same, or somebody has confirmed the points. */
export function acceptPoint(
  scheme: LandmarkScheme,
  face: LabelledFace,
  suggestion: FaceSuggestion,
  index: number,
): FaceEdit | null {
  const to = suggestion.landmarks?.[index];
  const point = scheme.points[index];
  if (!to || !point || to.visibility === 0 || samePlace(face.landmarks[index], to)) return null;
  if (isConfirmed(face, confirmedPoints)) return null;
  return { kind: 'landmark', faceId: face.id, point: point.id, to: kept(face.landmarks[index], to) };
}

export function acceptAttribute(
  face: LabelledFace,
  suggestion: FaceSuggestion,
  attribute: string,
): FaceEdit | null {
  const said = suggestion.attributes.find((candidate) => candidate.attribute === attribute);
  if (!said || sameValue(said.label, face.attributes[attribute] ?? null)) return null;
  if (isConfirmed(face, attribute)) return null;
  return { kind: 'attribute', faceId: face.id, attribute, to: said.label };
}

/** The edits that take everything the model says and the labels do not. */
export function acceptAll(template: Template, face: LabelledFace, suggestion: FaceSuggestion): FaceEdit[] {
  return [
    ...template.scheme.points.map((_, index) => acceptPoint(template.scheme, face, suggestion, index)),
    ...template.attributes.map(({ id }) => acceptAttribute(face, suggestion, id)),
  ].filter((edit) => edit !== null);
}

/** Of these, what the face has no label of: nothing that anybody has said is replaced. */
export function acceptMissing(
  template: Template,
  face: LabelledFace,
  suggestion: FaceSuggestion,
): FaceEdit[] {
  const { points } = template.scheme;
  return acceptAll(template, face, suggestion).filter((edit) => {
    if (edit.kind === 'attribute') return (face.attributes[edit.attribute] ?? null) === null;
    return (
      edit.kind === 'landmark' && !isLabelled(face.landmarks[points.findIndex(({ id }) => id === edit.point)])
    );
  });
}

/** What of a suggestion shall become labels, of many faces alike. */
export interface AcceptWish {
  /** Attributes by id, and `confirmedPoints` for the points. */
  readonly subjects: readonly string[];
  /** How sure the run has to be of an attribute's value, 0 to 1; points and numbers have no probability, and come whatever it is. */
  readonly atLeast: number;
  /** Also in place of labels that say otherwise, but for those that somebody has confirmed. */
  readonly replace: boolean;
}

/** The edits that take of a suggestion what is wished. */
export function acceptWished(
  template: Template,
  face: LabelledFace,
  suggestion: FaceSuggestion,
  { subjects, atLeast, replace }: AcceptWish,
): FaceEdit[] {
  const sure = suggestion.attributes.filter(({ confidence }) => confidence === null || confidence >= atLeast);
  const accept = replace ? acceptAll : acceptMissing;
  return accept(template, face, { ...suggestion, attributes: sure }).filter((edit) =>
    subjects.includes(edit.kind === 'attribute' ? edit.attribute : confirmedPoints),
  );
}

/** The model places a point; whether it is hidden stays what a person said. */
function kept(label: Landmark | undefined, suggested: Landmark): Landmark {
  return label && label.visibility > 0 ? { ...suggested, visibility: label.visibility } : suggested;
}

function samePlace(label: Landmark | undefined, suggested: Landmark): boolean {
  return (
    label !== undefined &&
    label.visibility > 0 &&
    Math.hypot(label.x - suggested.x, label.y - suggested.y) < samePlacePx
  );
}
