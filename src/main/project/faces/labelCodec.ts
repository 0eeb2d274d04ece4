import type { SQLOutputValue } from 'node:sqlite';
import type { Attribute, AttributeLabel } from '@shared/domain/attribute';
import type { Landmark, Visibility } from '@shared/domain/face';

/** Points as x0, y0, x1, y1, … in 64-bit floats: what was imported comes out again to the last digit. */
export function encodePoints(landmarks: readonly Landmark[]): Uint8Array {
  const values = new Float64Array(landmarks.length * 2);
  landmarks.forEach(({ x, y }, index) => {
    values[index * 2] = x;
    values[index * 2 + 1] = y;
  });
  return new Uint8Array(values.buffer);
}

export function encodeVisibility(landmarks: readonly Landmark[]): Uint8Array {
  return Uint8Array.from(landmarks, (landmark) => landmark.visibility);
}

export function decodeLandmarks(points: Uint8Array, visibility: Uint8Array): Landmark[] {
  const values = decodePoints(points);
  return Array.from(visibility, (seen, index) => ({
    x: values[index * 2]!,
    y: values[index * 2 + 1]!,
    visibility: seen as Visibility,
  }));
}

export function decodePoints(points: Uint8Array): Float64Array {
  // A blob may start at any address, an array of floats may not: copied.
  return new Float64Array(points.slice().buffer);
}

/** A label as rows of `attribute_values`: none when not labelled, one '' for tags known to be none. */
export function labelRows(label: AttributeLabel | undefined): (string | number)[] {
  if (label === null || label === undefined) return [];
  if (typeof label === 'string' || typeof label === 'number') return [label];
  return label.length === 0 ? [''] : [...label];
}

/** The label that stands in these rows, tags in the order of the attribute's values. */
export function labelFromRows(attribute: Attribute, rows: readonly SQLOutputValue[]): AttributeLabel {
  const first = rows[0];
  if (first === undefined) return null;
  switch (attribute.kind) {
    case 'number':
      return typeof first === 'number' ? first : null;
    case 'tags':
      return attribute.values.map((value) => value.id).filter((id) => rows.includes(id));
    case 'category':
    case 'boolean':
      return attribute.values.find((value) => value.id === first)?.id ?? null;
  }
}

/** Labels as they once were, as today's template has them: what it does not know (any more) is not labelled. */
export function fittingLabel(attribute: Attribute, label: AttributeLabel | undefined): AttributeLabel {
  const known = (id: unknown): boolean => attribute.values.some((value) => value.id === id);
  switch (attribute.kind) {
    case 'number':
      return typeof label === 'number' ? label : null;
    case 'tags':
      return Array.isArray(label) ? (label as readonly string[]).filter(known) : null;
    case 'category':
    case 'boolean':
      return typeof label === 'string' && known(label) ? label : null;
  }
}
