import type { Landmark } from '@shared/domain/face';
import { holds } from '@shared/geometry/overlap';
import type { AttributeText, LabelledBox } from './record';

/** The shapes of one face. */
export interface ShapeGroup {
  readonly points: Map<string, Landmark>;
  box: LabelledBox | null;
  /** The label of its box. */
  kind: string | null;
  readonly attributes: Map<string, AttributeText>;
}

/**
 * Gives lone boxes to the faces that have points and no box: to each the one around most of its points, of several the one
 * whose middle is nearest. A box that several faces would get is taken by none and told by `problem`, unless all are
 * `parts` of one face whose points are called differently. Answers what has gone into another face.
 */
export function joinBoxes(
  lone: readonly ShapeGroup[],
  faces: readonly ShapeGroup[],
  parts: ReadonlySet<ShapeGroup>,
  problem: (reason: string) => void,
): ReadonlySet<ShapeGroup> {
  const wishes = new Map<ShapeGroup, ShapeGroup[]>();
  for (const face of faces) {
    const nearest = face.box === null && face.points.size > 0 ? nearestAround(face, lone) : null;
    if (nearest) wishes.set(nearest, [...(wishes.get(nearest) ?? []), face]);
  }
  const gone = new Set<ShapeGroup>();
  for (const [box, [first, ...others]] of wishes) {
    if (others.length > 0 && !areParts([first!, ...others], parts)) {
      problem(
        'a box lies around the points of several faces and was taken for a face without points: group it with those of its own',
      );
      continue;
    }
    merge(first!, box, others);
    for (const one of [box, ...others]) gone.add(one);
  }
  return gone;
}

function nearestAround({ points }: ShapeGroup, boxes: readonly ShapeGroup[]): ShapeGroup | null {
  const places = [...points.values()];
  const mean = (side: 'x' | 'y'): number =>
    places.reduce((sum, place) => sum + place[side], 0) / places.length;
  const [x, y] = [mean('x'), mean('y')];
  let [nearest, leastPx]: [ShapeGroup | null, number] = [null, Infinity];
  for (const one of boxes) {
    const box = one.box!;
    if (places.filter((place) => holds(box, place)).length * 2 <= places.length) continue;
    const distancePx = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
    if (distancePx < leastPx) [nearest, leastPx] = [one, distancePx];
  }
  return nearest;
}

function areParts(faces: readonly ShapeGroup[], parts: ReadonlySet<ShapeGroup>): boolean {
  const names = faces.flatMap(({ points }) => [...points.keys()]);
  return faces.every((face) => parts.has(face)) && new Set(names).size === names.length;
}

/** What is said with the points goes before what is said with their box. */
function merge(face: ShapeGroup, { box, kind, attributes }: ShapeGroup, others: readonly ShapeGroup[]): void {
  [face.box, face.kind] = [box, kind];
  for (const other of others) {
    for (const [name, point] of other.points) face.points.set(name, point);
    for (const [name, value] of other.attributes) face.attributes.set(name, value);
  }
  for (const [name, value] of attributes) {
    if (!face.attributes.has(name)) face.attributes.set(name, value);
  }
}
