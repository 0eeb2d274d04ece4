import type { Attribute } from '@shared/domain/attribute';
import { mirrorValues } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { mirrorPermutation } from '@shared/domain/landmarkScheme';

/** What a horizontal flip exchanges: points by index, and each attribute's values by class index. */
export interface Mirror {
  readonly points: readonly number[];
  /** By attribute id; only those whose values change. */
  readonly values: ReadonlyMap<string, readonly number[]>;
}

export function mirrorOf(scheme: LandmarkScheme, attributes: readonly Attribute[]): Mirror {
  const changing = attributes.filter((attribute) => attribute.mirrorSwaps.length > 0);
  return {
    points: mirrorPermutation(scheme),
    values: new Map(changing.map((attribute) => [attribute.id, mirrorValues(attribute)])),
  };
}

/**
 * Gives each point its partner's place and visibility, in place: the image's left eye is, mirrored, the right
 * one. Shapes [P, 2] and [P]. The coordinates themselves are flipped by the affine map.
 */
export function mirrorPoints(points: Float32Array, visibility: Uint8Array, mirror: Mirror): void {
  mirror.points.forEach((partner, index) => {
    if (partner <= index) return;
    swap(points, 2 * index, 2 * partner);
    swap(points, 2 * index + 1, 2 * partner + 1);
    swap(visibility, index, partner);
  });
}

/**
 * Mirrors one face's value of an attribute, in place: a class index (one element; NaN stays), tags
 * (`values.length` elements of 0/1) or the classes' probabilities (as many).
 */
export function mirrorLabel(label: Float32Array, attribute: string, mirror: Mirror): void {
  const partners = mirror.values.get(attribute);
  if (!partners) return;
  if (label.length === 1) {
    const value = label[0]!;
    if (!Number.isNaN(value)) label[0] = partners[value]!;
    return;
  }
  partners.forEach((partner, index) => {
    if (partner > index) swap(label, index, partner);
  });
}

function swap(values: Float32Array | Uint8Array, first: number, second: number): void {
  const held = values[first]!;
  values[first] = values[second]!;
  values[second] = held;
}
