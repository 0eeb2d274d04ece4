import type { LandmarkScheme } from '@shared/domain/landmarkScheme';

type Pair = readonly [string, string];
export type EyeSide = 'left' | 'right' | null;

export function withPointName(scheme: LandmarkScheme, pointId: string, name: string): LandmarkScheme {
  return {
    ...scheme,
    points: scheme.points.map((point) => (point.id === pointId ? { ...point, name } : point)),
  };
}

export function partnerOf(scheme: LandmarkScheme, pointId: string): string | null {
  const pair = scheme.symmetricPairs.find((candidate) => candidate.includes(pointId));
  return pair?.find((id) => id !== pointId) ?? null;
}

/**
 * Both are taken out of the pairs they were in. `isLeftOf` says whether the first lies further left in the image:
 * that one comes first in the pair.
 */
export function withPartner(
  scheme: LandmarkScheme,
  pointId: string,
  partner: string | null,
  isLeftOf: (first: string, second: string) => boolean,
): LandmarkScheme {
  const others = scheme.symmetricPairs.filter(
    (pair) => !pair.includes(pointId) && (partner === null || !pair.includes(partner)),
  );
  if (partner === null) return { ...scheme, symmetricPairs: others };
  const pair: Pair = isLeftOf(partner, pointId) ? [partner, pointId] : [pointId, partner];
  return { ...scheme, symmetricPairs: [...others, pair] };
}

export function hasEdge(scheme: LandmarkScheme, first: string, second: string): boolean {
  return scheme.edges.some((edge) => edge.includes(first) && edge.includes(second));
}

export function withEdge(scheme: LandmarkScheme, first: string, second: string): LandmarkScheme {
  if (first === second || hasEdge(scheme, first, second)) return scheme;
  return { ...scheme, edges: [...scheme.edges, [first, second]] };
}

export function withoutEdge(scheme: LandmarkScheme, first: string, second: string): LandmarkScheme {
  return {
    ...scheme,
    edges: scheme.edges.filter((edge) => !(edge.includes(first) && edge.includes(second))),
  };
}

export function eyeOf(scheme: LandmarkScheme, pointId: string): EyeSide {
  if (scheme.eyes.left.includes(pointId)) return 'left';
  return scheme.eyes.right.includes(pointId) ? 'right' : null;
}

export function withEye(scheme: LandmarkScheme, pointId: string, side: EyeSide): LandmarkScheme {
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== pointId);
  const of = (ids: readonly string[], wanted: EyeSide): string[] =>
    side === wanted ? [...without(ids), pointId] : without(ids);
  return { ...scheme, eyes: { left: of(scheme.eyes.left, 'left'), right: of(scheme.eyes.right, 'right') } };
}

/** What a scheme in place of another would mean for the points. */
export interface SchemeDifference {
  /** In both, known by their id: their places stay. */
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

export function schemeDifference(before: LandmarkScheme, after: LandmarkScheme): SchemeDifference {
  const had = new Set(before.points.map(({ id }) => id));
  const has = new Set(after.points.map(({ id }) => id));
  return {
    kept: [...has].filter((id) => had.has(id)),
    added: [...has].filter((id) => !had.has(id)),
    gone: [...had].filter((id) => !has.has(id)),
  };
}
