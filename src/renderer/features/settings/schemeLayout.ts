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
 * on average (`known`), else by what its name says and its pair; where neither tells, pairs stand around the edge and
 * the others within.
 */
export function schemeLayout(
  scheme: LandmarkScheme,
  known: Readonly<Record<string, readonly [number, number]>>,
): Map<string, Point> {
  const sides = new Map(
    scheme.symmetricPairs.flatMap(([left, right]) => [[left, -1] as const, [right, 1] as const]),
  );
  const places = new Map<string, Point>();
  const namelessPairs = scheme.symmetricPairs.filter(([left]) => said(heights, left) === null);
  const namelessOthers = scheme.points.filter(({ id }) => !sides.has(id) && said(heights, id) === null);
  for (const { id, name } of scheme.points) {
    const mean = known[id];
    const side = sides.get(id) ?? 0;
    const height = said(heights, `${id} ${name}`);
    if (mean) places.set(id, { x: mean[0], y: mean[1] });
    else if (height !== null) {
      places.set(id, { x: 0.5 + side * (said(widths, `${id} ${name}`) ?? 0.2), y: height });
    } else if (side !== 0) {
      const row = namelessPairs.findIndex((pair) => pair.includes(id));
      places.set(id, onTheEdge(side, (row + 0.5) / Math.max(1, namelessPairs.length)));
    } else {
      const index = namelessOthers.findIndex((point) => point.id === id);
      places.set(id, within(index, namelessOthers.length));
    }
  }
  return spread(places);
}

/** From the top (0) to the bottom (1) of an oval, on the left or the right. */
function onTheEdge(side: number, share: number): Point {
  return { x: 0.5 + side * 0.46 * Math.sin(Math.PI * share), y: 0.5 - 0.46 * Math.cos(Math.PI * share) };
}

/** As the seeds of a sunflower: evenly, however many there are (Vogel, 1979). */
function within(index: number, count: number): Point {
  const radius = 0.34 * Math.sqrt((index + 0.5) / count);
  const angle = index * Math.PI * (3 - Math.sqrt(5));
  return { x: 0.5 + radius * Math.sin(angle), y: 0.5 - radius * Math.cos(angle) };
}

function said(words: readonly (readonly [RegExp, number])[], text: string): number | null {
  return words.find(([word]) => word.test(text))?.[1] ?? null;
}

/** Points that would lie on one another go apart, each from the one before it. */
function spread(places: Map<string, Point>): Map<string, Point> {
  const least = 0.03;
  const placed: Point[] = [];
  for (const [id, place] of places) {
    let { y } = place;
    while (placed.some((other) => Math.hypot(other.x - place.x, other.y - y) < least) && y < 10) y += least;
    placed.push({ x: place.x, y });
    places.set(id, { x: place.x, y });
  }
  return places;
}
