import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { CaptionItem, Overlay, OverlayFace, OverlayPoint } from '../../images/overlay';
import type { ModelContext } from '../../learning/engine/protocol';
import type { NamedHeadForm } from '../headForms';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';

/** What of a model tells how its words and points are drawn. */
export type DrawnModel = Pick<ModelContext, 'scheme' | 'attributes'>;

/**
 * What is drawn on a photo: each face's points, and below it the words for all else that was predicted. Several faces
 * have the numbers that the files call them by, from the first's 0, at their frames and before their words.
 */
export function overlayOf(
  photo: PredictedPhoto,
  model: DrawnModel,
  forms: readonly NamedHeadForm[],
): Overlay {
  // Of a later face that others are left out beside, the number says so.
  const isOne = photo.faces.every(({ indexInPhoto }) => indexInPhoto === 0);
  return {
    faces: photo.faces.map((face) => ({
      ...overlayFace(face, model.scheme),
      frame: face.found?.box ?? null,
      label: isOne ? null : String(face.indexInPhoto),
    })),
    caption: photo.faces.flatMap((face) =>
      forms.flatMap((form) =>
        captionItem(form, face, model).map((item) =>
          isOne ? item : { ...item, name: `${face.indexInPhoto} ${item.name}` },
        ),
      ),
    ),
  };
}

function captionItem(
  { head, attribute, form }: NamedHeadForm,
  face: PredictedFace,
  model: DrawnModel,
): CaptionItem[] {
  const value = face.values.get(head);
  if (!value) return [];
  const name = model.attributes.find(({ id }) => id === attribute)?.name ?? head;
  const nameOf = (id: string): string =>
    'values' in form ? (form.values.find((known) => known.id === id)?.name ?? id) : id;
  if (value.kind === 'class') return [{ name, value: nameOf(value.value), confidence: value.confidence }];
  const words =
    value.kind === 'tags' ? value.values.map(nameOf) : Object.values(value.numbers).map(twoDigits);
  return [{ name, value: words.join(', ') || '–', confidence: null }];
}

function twoDigits(value: number): string {
  return value.toFixed(2);
}

/** A symmetric pair names the point that is left in the image first. */
function overlayFace(
  { points }: PredictedFace,
  scheme: LandmarkScheme,
): Pick<OverlayFace, 'points' | 'edges'> {
  const left = new Set(scheme.symmetricPairs.map(([first]) => first));
  const right = new Set(scheme.symmetricPairs.map(([, second]) => second));
  const positions = new Map([...points.keys()].map((id, index) => [id, index]));
  const sideOf = (id: string): OverlayPoint['side'] =>
    left.has(id) ? 'left' : right.has(id) ? 'right' : 'middle';
  return {
    points: [...points].map(([id, { x, y }]) => ({ x, y, side: sideOf(id) })),
    edges: scheme.edges.flatMap(([first, second]) => {
      const [from, to] = [positions.get(first), positions.get(second)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  };
}
