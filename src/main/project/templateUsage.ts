import type { TemplateUsage } from '@shared/contract/template';
import { boxAroundLandmarks } from '@shared/geometry/framing';
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
          values: Object.fromEntries(
            values.map((value) => [value.id, labels.get(id)?.values[value.id] ?? 0]),
          ),
        },
      ]),
    ),
    points: Object.fromEntries(template.scheme.points.map(({ id }, index) => [id, placed[index] ?? 0])),
    figure: meanShape(project),
    former: journal
      .formerAttributes()
      .map((attribute) => ({ attribute, faces: labels.get(attribute.id)?.faces ?? 0 })),
  };
}

/** Faces whose points are averaged: more would look the same. */
const facesOfFigure = 200;

function meanShape(project: Project): Record<string, readonly [number, number]> {
  const sums = new Map<string, { x: number; y: number; faces: number }>();
  for (const face of project.faces.list({}, { limit: facesOfFigure })) {
    const frame = boxAroundLandmarks(face.landmarks) ?? face.box;
    if (frame === null) continue;
    project.template.scheme.points.forEach(({ id }, index) => {
      const landmark = face.landmarks[index]!;
      if (landmark.visibility === 0) return;
      const sum = sums.get(id) ?? { x: 0, y: 0, faces: 0 };
      sum.x += (landmark.x - frame.x) / frame.width;
      sum.y += (landmark.y - frame.y) / frame.height;
      sum.faces += 1;
      sums.set(id, sum);
    });
  }
  return Object.fromEntries([...sums].map(([id, { x, y, faces }]) => [id, [x / faces, y / faces]]));
}
