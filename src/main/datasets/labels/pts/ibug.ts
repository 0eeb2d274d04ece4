import type { Landmark } from '@shared/domain/face';

/** The points of iBUG's mark-up, which 300-W, COCO-WholeBody and others have in one published order. */
export const ibugPoints = 68;

/** A point that the order numbers, and the five of MTFL that follow from it, image-left first. */
const ibugNames: Readonly<Record<number, string>> = {
  31: 'nose tip',
  49: 'left mouth corner',
  55: 'right mouth corner',
};
const ibugEyes = { 'left eye': [37, 42], 'right eye': [43, 48] } as const;

/**
 * All 68 by name or number, and the eyes' centres where all around them is labelled. Null for a point that is not
 * labelled.
 */
export function namedByIbug(places: readonly (Landmark | null)[]): [string, Landmark][] {
  const eyes = Object.entries(ibugEyes).flatMap(([eye, [first, last]]): [string, Landmark][] => {
    const around = places.slice(first - 1, last).filter((place) => place !== null);
    if (around.length <= last - first) return [];
    const mean = (side: 'x' | 'y'): number =>
      around.reduce((sum, point) => sum + point[side], 0) / around.length;
    return [[eye, { x: mean('x'), y: mean('y'), visibility: 2 }]];
  });
  const points = places.flatMap((place, at): [string, Landmark][] =>
    place === null ? [] : [[ibugNames[at + 1] ?? String(at + 1), place]],
  );
  return [...eyes, ...points];
}
