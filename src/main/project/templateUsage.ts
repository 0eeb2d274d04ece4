import type { TemplateUsage } from '@shared/contract/template';
import type { Project } from './project';

/** How much of the project says what. */
export function templateUsage(project: Project): TemplateUsage {
  const { facets, journal, template } = project;
  const labels = facets.labelCounts();
  const placed = facets.placedPoints(template.scheme);
  return {
    attributes: Object.fromEntries(
      template.attributes.map(({ id, values }) => [
        id,
        {
          faces: labels.get(id)?.faces ?? 0,
          values: Object.fromEntries(values.map((value) => [value.id, labels.get(id)?.values[value.id] ?? 0])),
        },
      ]),
    ),
    points: Object.fromEntries(template.scheme.points.map(({ id }, index) => [id, placed[index] ?? 0])),
    former: journal
      .formerAttributes()
      .map((attribute) => ({ attribute, faces: labels.get(attribute.id)?.faces ?? 0 })),
  };
}
