import type { Attribute, AttributeValue } from '@shared/domain/attribute';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { ModelContext } from '../learning/engine/protocol';

/** What the numbers of a head mean to a person. */
export type HeadForm =
  /** x, y of each point; 'pixels' of the photo, or 'fractions' of the region that the network was shown. */
  | { readonly kind: 'points'; readonly pointIds: readonly string[]; readonly unit: 'pixels' | 'fractions' }
  /** A probability a value; with `single`, one number: the probability of the second of two values. */
  | { readonly kind: 'classes'; readonly values: readonly AttributeValue[]; readonly single: boolean }
  /** A probability a tag. */
  | { readonly kind: 'tags'; readonly values: readonly AttributeValue[] }
  /** Numbers, named. */
  | { readonly kind: 'numbers'; readonly names: readonly string[] };

export interface NamedHeadForm {
  readonly head: string;
  /** The attribute it predicts; null for points. */
  readonly attribute: string | null;
  readonly form: HeadForm;
}

/** The forms of a model's heads, in their order. */
export function headForms({ configuration, attributes }: ModelContext): readonly NamedHeadForm[] {
  return configuration.heads.map((head) => ({
    head: head.name,
    attribute: head.target.from === 'attribute' ? head.target.attribute : null,
    form: formOf(head, attributes),
  }));
}

function formOf({ name, kind, target }: HeadConfiguration, attributes: readonly Attribute[]): HeadForm {
  if (target.from === 'landmarks') {
    return { kind: 'points', pointIds: target.points, unit: kind === 'landmarks' ? 'pixels' : 'fractions' };
  }
  if (target.from === 'landmarks-min-max') {
    // Scaled by the extremes of whatever faces were learnt from: no place in this photo.
    return { kind: 'numbers', names: target.points.flatMap((id) => [`${id}_x_scaled`, `${id}_y_scaled`]) };
  }
  const values = attributes.find((attribute) => attribute.id === target.attribute)?.values ?? [];
  if (kind === 'binary') return { kind: 'classes', values, single: true };
  if (kind === 'multi-class') return { kind: 'classes', values, single: false };
  if (kind === 'multi-label') return { kind: 'tags', values };
  return { kind: 'numbers', names: [name] };
}
