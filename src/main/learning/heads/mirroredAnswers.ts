import { mirrorValues } from '@shared/domain/attribute';
import { mirrorPermutation, pointIndex } from '@shared/domain/landmarkScheme';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { HeadContext } from './head';

/** Which number of an answer for the mirror image stands for one of the image's, and what becomes of it. */
export interface Mirroring {
  readonly from: number;
  readonly becomes: 'itself' | 'one-minus-it' | 'its-negative';
}

/**
 * Turns a head's answers for mirror images into answers for the images: points and values change sides. Null where the
 * answers do not say that: for coordinates in pixels of a photo, a point whose partner the head does not predict, or
 * numbers whose mirror image nobody has defined.
 */
export function mirroredAnswers(
  configuration: HeadConfiguration,
  context: HeadContext,
): ((logits: Float32Array) => Float32Array) | null {
  const mirrorings = mirroringsOf(configuration, context);
  if (mirrorings === null) return null;
  const width = mirrorings.length;
  return (logits) =>
    logits.map((_, index) => {
      const { from, becomes } = mirrorings[index % width]!;
      const value = logits[index - (index % width) + from]!;
      if (becomes === 'itself') return value;
      return becomes === 'one-minus-it' ? 1 - value : -value;
    });
}

/** For each of a head's logits; null as `mirroredAnswers` is. */
export function mirroringsOf(
  { kind, target }: HeadConfiguration,
  { scheme, attributes }: HeadContext,
): readonly Mirroring[] | null {
  if (target.from === 'landmarks-min-max') return null;
  if (target.from === 'landmarks') {
    const indexOf = pointIndex(scheme);
    const partners = mirrorPermutation(scheme);
    const places = target.points.map((point) => {
      const partner = scheme.points[partners[indexOf.get(point)!]!]!.id;
      return target.points.indexOf(partner);
    });
    if (places.includes(-1)) return null;
    return places.flatMap((place) => [
      { from: place * 2, becomes: 'one-minus-it' },
      { from: place * 2 + 1, becomes: 'itself' },
    ]);
  }
  const attribute = attributes.find(({ id }) => id === target.attribute);
  if (!attribute) return null;
  if (attribute.mirrorSwaps.length === 0) {
    const width = kind === 'multi-class' || kind === 'multi-label' ? attribute.values.length : 1;
    return Array.from({ length: width }, (_, from) => ({ from, becomes: 'itself' }));
  }
  // One logit for two values that change sides is its negative; a number that does is nobody's to say.
  if (kind === 'binary') return [{ from: 0, becomes: 'its-negative' }];
  if (kind !== 'multi-class' && kind !== 'multi-label') return null;
  return mirrorValues(attribute).map((from) => ({ from, becomes: 'itself' }));
}
