import type { HeadConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import type { HeadContext } from './head';
import type { HeadTargets } from './targets';

/** Whether all labelled faces of a head that chooses are of one class. */
export function hasOneClass(
  { kind, target }: Pick<HeadConfiguration, 'kind' | 'target'>,
  targets: HeadTargets,
): boolean {
  if ((kind !== 'multi-class' && kind !== 'binary') || target.from !== 'attribute') return false;
  return labelledClasses(targets).size === 1;
}

/**
 * Where every labelled face is of one class, a head learns to answer it whatever it sees, and scores perfectly. Fails
 * with `head-with-one-class`. Of tags each may be of one kind: others are learnt beside it.
 */
export function requireTwoClasses(
  { name, kind, target }: HeadConfiguration,
  targets: HeadTargets,
  { attributes }: HeadContext,
): void {
  if (!hasOneClass({ kind, target }, targets) || target.from !== 'attribute') return;
  const [only] = labelledClasses(targets);
  const values = attributes.find(({ id }) => id === target.attribute)?.values ?? [];
  const value = values[only!]?.name ?? String(only);
  fail(
    'head-with-one-class',
    `The head "${name}" cannot be trained: all ${targets.labelledFaces} labelled faces have the value “${value}”, so ` +
      'there is nothing to tell apart. Label faces of other values, or leave the head out.',
    { head: name, value, faces: targets.labelledFaces },
  );
}

/** Of one-hot targets, or of one 0 or 1 a face. */
function labelledClasses({ count, targetWidth, values, mask }: HeadTargets): Set<number> {
  const classes = new Set<number>();
  for (let face = 0; face < count; face += 1) {
    if (mask[face] === 0) continue;
    const target = values.subarray(face * targetWidth, (face + 1) * targetWidth);
    classes.add(targetWidth === 1 ? target[0]! : target.indexOf(1));
  }
  return classes;
}
