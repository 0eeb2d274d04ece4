import type { AttributeValue } from '../domain/attribute';

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

/** Numbers that a head of this form says of a face. */
export function headWidth(form: HeadForm): number {
  switch (form.kind) {
    case 'points':
      return form.pointIds.length * 2;
    case 'classes':
      return form.single ? 1 : form.values.length;
    case 'tags':
      return form.values.length;
    case 'numbers':
      return form.names.length;
  }
}
