import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { mirroredAnswers } from '../../../../../src/main/learning/heads/mirroredAnswers';
import { context } from './sample';

const landmarks = (points: readonly string[]): HeadConfiguration => ({
  name: 'landmarks',
  kind: 'landmarks',
  target: { from: 'landmarks', points },
  weight: 1,
});
const of = (kind: HeadConfiguration['kind'], attribute: string): HeadConfiguration => ({
  name: attribute,
  kind,
  target: { from: 'attribute', attribute },
  weight: 1,
});
const told = (
  configuration: HeadConfiguration,
  logits: readonly number[],
  attributes: readonly Attribute[] = context.attributes,
): number[] | null => {
  const mirrored = mirroredAnswers(configuration, { ...context, attributes });
  return mirrored && Array.from(mirrored(Float32Array.from(logits)), (value) => Number(value.toFixed(5)));
};

describe('mirroredAnswers', () => {
  it('gives points back their sides and places, face after face', () => {
    const head = landmarks(['left_eye', 'right_eye', 'nose']);
    expect(told(head, [0.25, 0.4, 0.7, 0.41, 0.45, 0.6, 0.2, 0.1, 0.6, 0.2, 0.5, 0.3])).toEqual([
      0.3, 0.41, 0.75, 0.4, 0.55, 0.6, 0.4, 0.2, 0.8, 0.1, 0.5, 0.3,
    ]);
  });

  it('exchanges what a mirror exchanges: left and right profiles', () => {
    expect(told(of('multi-class', 'pose'), [1, 2, 3, 4, 5])).toEqual([5, 4, 3, 2, 1]);
    expect(told(of('multi-class', 'gender'), [1, 2])).toEqual([1, 2]);
    expect(told(of('multi-label', 'worn'), [1, 2, 3])).toEqual([1, 2, 3]);
    expect(told(of('regression', 'age'), [31])).toEqual([31]);
  });

  it('turns one logit for two values that change sides into its opposite', () => {
    const parted: Attribute = {
      id: 'parting',
      name: 'Parting',
      kind: 'boolean',
      values: ['left', 'right'].map((id) => ({ id, name: id })),
      mirrorSwaps: [['left', 'right']],
    };
    expect(told(of('binary', 'parting'), [1.5, -2], [parted])).toEqual([-1.5, 2]);
    expect(told(of('regression', 'parting'), [0.5], [parted])).toBeNull();
  });

  it('does not know what a mirror makes of a point without its partner, or of a photo’s pixels', () => {
    expect(told(landmarks(['left_eye', 'nose']), [0, 0, 0, 0])).toBeNull();
    expect(
      told({ ...landmarks(['nose']), target: { from: 'landmarks-min-max', points: ['nose'] } }, [0, 0]),
    ).toBeNull();
  });
});
