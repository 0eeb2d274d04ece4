import type { Landmark } from '@shared/domain/face';

/** The points of iBUG's mark-up, which 300-W, COCO-WholeBody and others have in one published order. */
export const ibugPoints = 68;

/** The five points of MTFL that follow from those that the order numbers, image-left first. */
const ibugNames = { 'nose tip': 31, 'left mouth corner': 49, 'right mouth corner': 55 } as const;
const ibugEyes = { 'left eye': [37, 42], 'right eye': [43, 48] } as const;

/**
 * All 68 by their numbers, the nose and the mouth's corners by their names as well, and the eyes' centres where all around
 * them is labelled. Null for a point that is not labelled.
 */
export function namedByIbug(places: readonly (Landmark | null)[]): [string, Landmark][] {
  const eyes = Object.entries(ibugEyes).flatMap(([eye, [first, last]]): [string, Landmark][] => {
    const around = places.slice(first - 1, last).filter((place) => place !== null);
    if (around.length <= last - first) return [];
    const mean = (side: 'x' | 'y'): number =>
      around.reduce((sum, point) => sum + point[side], 0) / around.length;
    return [[eye, { x: mean('x'), y: mean('y'), visibility: 2 }]];
  });
  const named = Object.entries(ibugNames).map(([name, number]) => [name, places[number - 1]] as const);
  const numbered = places.map((place, at) => [String(at + 1), place] as const);
  const labelled = [...named, ...numbered].flatMap(([name, place]): [string, Landmark][] =>
    place ? [[name, place]] : [],
  );
  return [...eyes, ...labelled];
}
