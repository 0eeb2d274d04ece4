import type { NamedHeadForm } from '@shared/learning/headForm';
import type { ModelContext } from '../learning/engine/protocol';
import { headForms } from './headForms';

/** What is kept of each head with its numbers: as the model's, but points always in pixels of the photo. */
export function keptHeads(model: ModelContext): NamedHeadForm[] {
  return headForms(model).map((named) =>
    named.form.kind === 'points' ? { ...named, form: { ...named.form, unit: 'pixels' } } : named,
  );
}
