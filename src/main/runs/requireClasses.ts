import type { Template } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import type { LearningFaces } from '../project/faces/learningFaces';

/**
 * A head of which every labelled face has the same value would learn to say it always, at no loss. Fails with
 * `head-with-one-class`; without any label the engine fails by itself.
 */
export function requireClasses(
  { heads }: RunConfiguration,
  { attributes }: Pick<Template, 'attributes'>,
  faces: LearningFaces,
): void {
  for (const { name, kind, target, weight } of heads) {
    if (weight === 0 || target.from !== 'attribute' || (kind !== 'binary' && kind !== 'multi-class'))
      continue;
    const column = faces.attributes[target.attribute];
    const seen = new Set(column?.filter((value) => !Number.isNaN(value)));
    const [only] = seen;
    if (only === undefined || seen.size > 1) continue;
    const value = attributes.find(({ id }) => id === target.attribute)?.values[only]?.name ?? String(only);
    fail(
      'head-with-one-class',
      `The head “${name}” has nothing to tell apart: every training face with a label is “${value}”. ` +
        'Label faces of another value, or leave the head out.',
      { head: name, value },
    );
  }
}
