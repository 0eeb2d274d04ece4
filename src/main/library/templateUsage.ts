import type { TemplateUsage } from '@shared/contract/template';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import type { Project } from '../project/project';
import type { Library } from './library';

/** How much of the project says what. */
export function templateUsage(project: Project, library: Library): TemplateUsage {
  const { journal, template } = project;
  const placed = library.placedPoints();
  return {
    attributes: Object.fromEntries(
      template.attributes.map((attribute) => {
        const { faces, values } = library.labelled(attribute);
        const counts = attribute.values.map(({ id }) => [id, values[id] ?? 0] as const);
        return [attribute.id, { faces, values: Object.fromEntries(counts) }];
      }),
    ),
    points: Object.fromEntries(template.scheme.points.map(({ id }, index) => [id, placed[index] ?? 0])),
    figure: meanShape(project),
    former: journal
      .formerAttributes()
      .map((attribute) => ({ attribute, faces: library.labelled(attribute).faces })),
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
