import type { NamedHeadForm } from '@shared/learning/headForm';
import type { ModelContext } from '../../learning/engine/protocol';
import { headForms } from '../headForms';

/** What a set keeps of each head: as the model's, but points always in pixels of the photo. */
export function setHeads(model: ModelContext): NamedHeadForm[] {
  return headForms(model).map((named) =>
    named.form.kind === 'points' ? { ...named, form: { ...named.form, unit: 'pixels' } } : named,
  );
}
