import type { FaceSuggestion, FaceView } from '@shared/contract/library';
import { confirmedPoints, isConfirmed } from '@shared/domain/confirmed';
import { sameValue, type FaceEdit } from '@shared/domain/edit';
import type { Landmark, Point } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { Template } from '@shared/domain/template';
import { isLabelled } from './points';

/** What the cursor of the keyboard is on: a point, an attribute, or the face's box. */
export type Selected =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'point'; readonly index: number }
  | { readonly kind: 'box' }
  /** `onThisFace`: a number key has set it, and nobody has chosen it for the faces to come. */
  | { readonly kind: 'attribute'; readonly id: string; readonly onThisFace?: true };

/** Nearer than this the model's point is the label's: a fifth of a pixel. */
const samePlacePx = 0.2;

/** The edit that takes the model's word for one point; null where it has none or says the same, or somebody has confirmed the points. */
export function acceptPoint(
  scheme: LandmarkScheme,
  face: FaceView,
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
  face: FaceView,
  suggestion: FaceSuggestion,
  attribute: string,
): FaceEdit | null {
  const said = suggestion.attributes.find((candidate) => candidate.attribute === attribute);
  if (!said || sameValue(said.label, face.attributes[attribute] ?? null)) return null;
  if (isConfirmed(face, attribute)) return null;
  return { kind: 'attribute', faceId: face.id, attribute, to: said.label };
}

/** The edits that take everything the model says and the labels do not. */
export function acceptAll(template: Template, face: FaceView, suggestion: FaceSuggestion): FaceEdit[] {
  return [
    ...template.scheme.points.map((_, index) => acceptPoint(template.scheme, face, suggestion, index)),
    ...template.attributes.map(({ id }) => acceptAttribute(face, suggestion, id)),
  ].filter((edit) => edit !== null);
}

/** Of these, what the face has no label of: nothing that anybody has said is replaced. */
export function acceptMissing(template: Template, face: FaceView, suggestion: FaceSuggestion): FaceEdit[] {
  const { points } = template.scheme;
  return acceptAll(template, face, suggestion).filter((edit) => {
    if (edit.kind === 'attribute') return (face.attributes[edit.attribute] ?? null) === null;
    return (
      edit.kind === 'landmark' && !isLabelled(face.landmarks[points.findIndex(({ id }) => id === edit.point)])
    );
  });
}

export function acceptSelected(
  template: Template,
  face: FaceView,
  suggestion: FaceSuggestion,
  selected: Selected,
): FaceEdit | null {
  if (selected.kind === 'point') return acceptPoint(template.scheme, face, suggestion, selected.index);
  return selected.kind === 'attribute' ? acceptAttribute(face, suggestion, selected.id) : null;
}

/** How far the model's points lie from the labels' on average; null where there is nothing to compare. */
export interface MeanShift {
  readonly px: number;
  /** Over the distance between the labelled eyes' centres; null where an eye is not labelled. */
  readonly ofEyeDistance: number | null;
}

export function meanShift(
  scheme: LandmarkScheme,
  labels: readonly Landmark[],
  suggested: readonly Landmark[],
): MeanShift | null {
  const distances = labels.flatMap((label, index) => {
    const other = suggested[index];
    return label.visibility > 0 && other && other.visibility > 0
      ? [Math.hypot(label.x - other.x, label.y - other.y)]
      : [];
  });
  if (distances.length === 0) return null;
  const px = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const eyes = eyeDistance(scheme, labels);
  return { px, ofEyeDistance: eyes === null ? null : px / eyes };
}

/** Between the centres of the labelled eyes, in pixels of the image; null where one is missing. */
export function eyeDistance(scheme: LandmarkScheme, landmarks: readonly Landmark[]): number | null {
  const left = centre(scheme, landmarks, scheme.eyes.left);
  const right = centre(scheme, landmarks, scheme.eyes.right);
  if (left === null || right === null) return null;
  const distance = Math.hypot(left.x - right.x, left.y - right.y);
  return distance > 0 ? distance : null;
}

function centre(
  scheme: LandmarkScheme,
  landmarks: readonly Landmark[],
  points: readonly string[],
): Point | null {
  const places = points.map((id) => landmarks[scheme.points.findIndex((point) => point.id === id)]);
  if (places.length === 0 || places.some((place) => !place || place.visibility === 0)) return null;
  const mean = (axis: 'x' | 'y'): number =>
    places.reduce((sum, place) => sum + place![axis], 0) / places.length;
  return { x: mean('x'), y: mean('y') };
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
