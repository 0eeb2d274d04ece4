import type { FaceEdit } from '@shared/domain/edit';
import type { Landmark, Point } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import {
  acceptAttribute,
  acceptPoint,
  type FaceSuggestion,
  type LabelledFace,
} from '@shared/domain/suggestion';
import type { Template } from '@shared/domain/template';

/** What the cursor of the keyboard is on: a point, an attribute, or the face's box. */
export type Selected =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'point'; readonly index: number }
  | { readonly kind: 'box' }
  /** `onThisFace`: a number key has set it, and nobody has chosen it for the faces to come. */
  | { readonly kind: 'attribute'; readonly id: string; readonly onThisFace?: true };

export function acceptSelected(
  template: Template,
  face: LabelledFace,
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
