import { pointIndex } from '@shared/domain/landmarkScheme';
import type { Template } from '@shared/domain/template';
import type { HeadForm } from '@shared/insight/headColumns';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { interOcularDistances } from '@shared/metrics/landmarks';
import type { LearningFaces } from '../faces/learningFaces';

/** As `HeadColumns.targets`. */
export interface HeadTargets {
  readonly targetWidth: number;
  readonly targets: Float32Array;
}

/** What is read of faces for their targets. */
export type LabelledFaces = Pick<LearningFaces, 'count' | 'points' | 'visibility' | 'attributes'>;

/** How a head's answers can be looked at: by what it predicts, and what it is measured in. */
export function formOf({ kind, target }: HeadConfiguration, template: Template): HeadForm {
  if (kind === 'landmarks' && target.from !== 'attribute') return { form: 'points', points: target.points };
  const attribute = target.from === 'attribute' ? target.attribute : null;
  const values = template.attributes.find(({ id }) => id === attribute)?.values.map(({ id }) => id) ?? [];
  if (kind === 'binary' || kind === 'multi-class') return { form: 'choice', values };
  return kind === 'multi-label' ? { form: 'tags', values } : { form: 'number' };
}

/** By head. */
export function allTargets(
  heads: readonly HeadConfiguration[],
  template: Template,
  faces: LabelledFaces,
): Record<string, HeadTargets> {
  return Object.fromEntries(heads.map((head) => [head.name, headTargets(head, template, faces)]));
}

/** What a head is measured against on each face, as it is labelled now. */
export function headTargets(
  { target }: HeadConfiguration,
  template: Template,
  faces: LabelledFaces,
): HeadTargets {
  if (target.from !== 'attribute') return pointTargets(target.points, template, faces);
  const targets = faces.attributes[target.attribute] ?? new Float32Array(faces.count).fill(Number.NaN);
  return { targetWidth: faces.count === 0 ? 1 : targets.length / faces.count, targets };
}

function pointTargets(
  names: readonly string[],
  { scheme }: Template,
  { count, points, visibility }: LabelledFaces,
): HeadTargets {
  const indexOf = pointIndex(scheme);
  const indices = names.map((name) => indexOf.get(name) ?? -1);
  const distances = interOcularDistances(points, visibility, scheme);
  const targetWidth = names.length * 2 + 1;
  const targets = new Float32Array(count * targetWidth).fill(Number.NaN);
  for (let face = 0; face < count; face += 1) {
    indices.forEach((index, place) => {
      const point = face * scheme.points.length + index;
      if (index < 0 || visibility[point] === 0) return;
      targets[face * targetWidth + place * 2] = points[point * 2]!;
      targets[face * targetWidth + place * 2 + 1] = points[point * 2 + 1]!;
    });
    targets[(face + 1) * targetWidth - 1] = distances[face]!;
  }
  return { targetWidth, targets };
}
