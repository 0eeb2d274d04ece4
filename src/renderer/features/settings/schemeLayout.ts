import type { Point } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';

/** Where a part of the face is, from the top; the first word that a point's name has decides. */
const heights: readonly (readonly [RegExp, number])[] = [
  [/brow/i, 0.3],
  [/forehead|hair/i, 0.12],
  [/eye|pupil|iris/i, 0.4],
  [/ear/i, 0.46],
  [/nose|nostril/i, 0.58],
  [/cheek/i, 0.62],
  [/mouth|lip/i, 0.76],
  [/chin|jaw/i, 0.94],
];
/** How far from the middle a point of a pair is, by the same words. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/ear/i, 0.46],
  [/jaw/i, 0.34],
  [/nostril|nose/i, 0.09],
  [/mouth|lip/i, 0.16],
  [/brow/i, 0.22],
];

/**
 * A place for every point in a square of side 1, for a small figure of the scheme: where the project's faces have it
 * on average (`known`), else by what its name says and its pair; what neither tells stands in a row below another.
 */
export function schemeLayout(
  scheme: LandmarkScheme,
  known: Readonly<Record<string, readonly [number, number]>>,
): Map<string, Point> {
  const partners = new Map(
    scheme.symmetricPairs.flatMap(([left, right]) => [[left, -1] as const, [right, 1] as const]),
  );
  const rows = new Map<string, number>();
  const rowOf = (id: string): number => {
    const pair = scheme.symmetricPairs.find((candidate) => candidate.includes(id));
    const key = pair?.[0] ?? id;
    if (!rows.has(key)) rows.set(key, rows.size);
    return rows.get(key)!;
  };
  for (const { id } of scheme.points) rowOf(id);
  const places = new Map<string, Point>();
  for (const { id, name } of scheme.points) {
    const mean = known[id];
    const side = partners.get(id) ?? 0;
    const height = said(heights, `${id} ${name}`) ?? 0.08 + (0.86 * (rowOf(id) + 0.5)) / rows.size;
    const width = said(widths, `${id} ${name}`) ?? 0.2;
    places.set(id, mean ? { x: mean[0], y: mean[1] } : { x: 0.5 + side * width, y: height });
  }
  return spread(places);
}

function said(words: readonly (readonly [RegExp, number])[], text: string): number | null {
  return words.find(([word]) => word.test(text))?.[1] ?? null;
}

/** Points that would lie on one another go apart, each from the one before it. */
function spread(places: Map<string, Point>): Map<string, Point> {
  const least = 0.035;
  const placed: Point[] = [];
  for (const [id, place] of places) {
    let { y } = place;
    while (placed.some((other) => Math.hypot(other.x - place.x, other.y - y) < least) && y < 2) y += least;
    placed.push({ x: place.x, y });
    places.set(id, { x: place.x, y });
  }
  return places;
}
