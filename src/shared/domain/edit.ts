import { fail } from '../result';
import type { AttributeLabel } from './attribute';
import { checkedLabel } from './attributeLabel';
import { confirmableLabel, confirmedPoints, type Confirmed } from './confirmed';
import type { Box, Landmark, Split } from './face';
import { pointIndex } from './landmarkScheme';
import type { Template } from './template';

/** What a label file can say about a face. */
export interface FaceLabels {
  /** Only a box that somebody drew; null where it follows the landmarks. */
  readonly box: Box | null;
  /** In the order of the project's landmark scheme. */
  readonly landmarks: readonly Landmark[];
  /** By attribute id; every attribute of the template is there, null where not labelled. */
  readonly attributes: Readonly<Record<string, AttributeLabel>>;
  readonly split: Split;
}

/** Everything about a face that a person can change. */
export interface FaceState extends FaceLabels {
  readonly flagged: boolean;
  readonly confirmed: Confirmed;
  /** Out of the project, and restorable: a face is never really removed. */
  readonly deleted: boolean;
}

/**
 * One change of one face. Every kind sets a value, so that its inverse is the same kind set to the value
 * before: moving, hiding and placing a point are all `landmark`; taking over a suggestion is `landmarks`.
 */
export type Edit =
  | { readonly kind: 'landmark'; readonly point: string; readonly to: Landmark }
  | { readonly kind: 'landmarks'; readonly to: readonly Landmark[] }
  | { readonly kind: 'attribute'; readonly attribute: string; readonly to: AttributeLabel }
  /** Null gives the frame back to the landmarks. */
  | { readonly kind: 'box'; readonly to: Box | null }
  | { readonly kind: 'flagged'; readonly to: boolean }
  /** The label that somebody says is right, as `confirmableLabel` has it; true: whichever the face has; null takes the word back. */
  | { readonly kind: 'confirmed'; readonly subject: string; readonly to: string | true | null }
  | { readonly kind: 'split'; readonly to: Split }
  | { readonly kind: 'deleted'; readonly to: boolean };
export type EditKind = Edit['kind'];

export type FaceEdit = Edit & { readonly faceId: number };

/** The face after the edit. Fails with `edit-invalid` when the template has no such point or value. */
export function applyEdit(template: Template, state: FaceState, edit: Edit): FaceState {
  switch (edit.kind) {
    case 'landmark': {
      const index = indexOfPoint(template, edit.point);
      return { ...state, landmarks: state.landmarks.with(index, checkedLandmark(edit.to)) };
    }
    case 'landmarks':
      return { ...state, landmarks: checkedLandmarks(template, edit.to) };
    case 'attribute': {
      const attribute = template.attributes.find((candidate) => candidate.id === edit.attribute);
      if (!attribute) fail('edit-invalid', `This project has no attribute "${edit.attribute}".`);
      const label = checkedLabel(attribute, edit.to);
      return { ...state, attributes: { ...state.attributes, [attribute.id]: label } };
    }
    case 'box':
      return { ...state, box: edit.to === null ? null : checkedBox(edit.to) };
    case 'flagged':
      return { ...state, flagged: edit.to };
    case 'confirmed':
      return { ...state, confirmed: withConfirmed(template, state, edit.subject, edit.to) };
    case 'split':
      if (edit.to === '') fail('edit-invalid', 'A split needs a name.');
      return { ...state, split: edit.to };
    case 'deleted':
      return { ...state, deleted: edit.to };
  }
}

/** The edit that brings the face back from `applyEdit(template, state, edit)` to `state`. */
export function invertEdit(template: Template, state: FaceState, edit: Edit): Edit {
  switch (edit.kind) {
    case 'landmark':
      return { ...edit, to: state.landmarks[indexOfPoint(template, edit.point)]! };
    case 'landmarks':
      return { ...edit, to: state.landmarks };
    case 'attribute':
      return { ...edit, to: state.attributes[edit.attribute] ?? null };
    case 'box':
      return { ...edit, to: state.box };
    case 'flagged':
      return { ...edit, to: state.flagged };
    case 'confirmed':
      return { ...edit, to: state.confirmed[edit.subject] ?? null };
    case 'split':
      return { ...edit, to: state.split };
    case 'deleted':
      return { ...edit, to: state.deleted };
  }
}

/** The edits that turn one labelling into another, such as the current one back into the imported one. */
export function editsBetween(template: Template, from: FaceLabels, to: FaceLabels): Edit[] {
  const edits: Edit[] = [];
  template.scheme.points.forEach(({ id: point }, index) => {
    const landmark = to.landmarks[index]!;
    if (!sameValue(from.landmarks[index], landmark)) edits.push({ kind: 'landmark', point, to: landmark });
  });
  for (const { id: attribute } of template.attributes) {
    const label = to.attributes[attribute] ?? null;
    if (!sameValue(from.attributes[attribute] ?? null, label)) {
      edits.push({ kind: 'attribute', attribute, to: label });
    }
  }
  if (!sameValue(from.box, to.box)) edits.push({ kind: 'box', to: to.box });
  if (from.split !== to.split) edits.push({ kind: 'split', to: to.split });
  return edits;
}

/**
 * What a face is labelled with after its label file was read again: what a person changed stays, everything
 * else follows the file. `original` is what the file said before, `imported` what it says now.
 */
export function mergeImported(
  template: Template,
  current: FaceState,
  original: FaceLabels,
  imported: FaceLabels,
): FaceState {
  const changes = editsBetween(template, original, imported);
  return changes.reduce((state, change) => {
    const said = invertEdit(template, { ...current, ...original }, change).to;
    const now = invertEdit(template, current, change).to;
    return sameValue(said, now) ? applyEdit(template, state, change) : state;
  }, current);
}

/** Labels from outside, brought to the form the project keeps; fails with `edit-invalid`. */
export function checkedLabels(template: Template, labels: FaceLabels): FaceLabels {
  const known = new Set(template.attributes.map((attribute) => attribute.id));
  const unknown = Object.keys(labels.attributes).find((id) => !known.has(id));
  if (unknown !== undefined) fail('edit-invalid', `This project has no attribute "${unknown}".`);
  return {
    box: labels.box === null ? null : checkedBox(labels.box),
    landmarks: checkedLandmarks(template, labels.landmarks),
    attributes: Object.fromEntries(
      template.attributes.map((attribute) => [
        attribute.id,
        checkedLabel(attribute, labels.attributes[attribute.id] ?? null),
      ]),
    ),
    split: labels.split,
  };
}

/** Deep equality of label values, which are plain data; a missing key equals an undefined one. */
export function sameValue(first: unknown, second: unknown): boolean {
  if (Object.is(first, second)) return true;
  if (first === 0 && second === 0) return true;
  if (typeof first !== 'object' || typeof second !== 'object' || first === null || second === null)
    return false;
  if (Array.isArray(first) !== Array.isArray(second)) return false;
  const left = first as Readonly<Record<string, unknown>>;
  const right = second as Readonly<Record<string, unknown>>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameValue(left[key], right[key]));
}

function withConfirmed(
  { attributes }: Template,
  state: FaceState,
  subject: string,
  said: string | true | null,
): Confirmed {
  if (subject !== confirmedPoints && !attributes.some(({ id }) => id === subject)) {
    fail('edit-invalid', `This project has no attribute "${subject}".`);
  }
  const { confirmed } = state;
  const label = said === true ? confirmableLabel(state, subject) : said;
  if (label !== null) return { ...confirmed, [subject]: label };
  // Where nothing is labelled, nothing is right or wrong.
  if (said === true) return confirmed;
  return Object.fromEntries(Object.entries(confirmed).filter(([other]) => other !== subject));
}

function indexOfPoint(template: Template, point: string): number {
  const index = pointIndex(template.scheme).get(point);
  if (index === undefined) fail('edit-invalid', `The scheme ${template.scheme.id} has no point "${point}".`);
  return index;
}

function checkedLandmarks(template: Template, landmarks: readonly Landmark[]): readonly Landmark[] {
  const expected = template.scheme.points.length;
  if (landmarks.length !== expected) {
    fail('edit-invalid', `The scheme ${template.scheme.id} has ${expected} points, not ${landmarks.length}.`);
  }
  return landmarks.map(checkedLandmark);
}

function checkedLandmark({ x, y, visibility }: Landmark): Landmark {
  if (!Number.isFinite(x) || !Number.isFinite(y))
    fail('edit-invalid', `A point needs numbers, not ${x}, ${y}.`);
  return { x, y, visibility };
}

function checkedBox(box: Box): Box {
  const numbers = [box.x, box.y, box.width, box.height];
  if (!numbers.every(Number.isFinite) || box.width <= 0 || box.height <= 0) {
    fail('edit-invalid', `A box needs a place and a size above zero, not ${numbers.join(', ')}.`);
  }
  return box;
}
