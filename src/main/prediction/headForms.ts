import type { Attribute } from '@shared/domain/attribute';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { HeadForm, NamedHeadForm } from '@shared/learning/headForm';
import type { ModelContext } from '../learning/engine/protocol';

export type { HeadForm, NamedHeadForm } from '@shared/learning/headForm';

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
