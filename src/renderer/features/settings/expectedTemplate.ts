import type { Template } from '@shared/domain/template';
import { changeTemplate, type TemplateChange } from '@shared/domain/templateChange';

/**
 * A template as it will be when the studio has made the changes that are on their way, in their order. One that it
 * will refuse, or has made by now, changes nothing here.
 */
export function expectedTemplate(template: Template, underway: readonly TemplateChange[]): Template {
  return underway.reduce((known, change) => {
    try {
      return changeTemplate(known, change);
    } catch {
      return known;
    }
  }, template);
}
