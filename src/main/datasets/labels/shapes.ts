import type { Landmark } from '@shared/domain/face';
import { quoted, type AttributeText, type LabelledBox } from './record';

/** A mark on an image, as drawing tools keep them: a named point, a face's box, or words about a face. */
export interface Shape {
  /** The point's name. */
  readonly label: string;
  /** What ties shapes to one face; null for a shape that stands alone. */
  readonly group: string | null;
  readonly point?: Landmark;
  readonly box?: LabelledBox;
  readonly attributes: ReadonlyMap<string, AttributeText>;
}

export interface ShapeGroup {
  readonly points: Map<string, Landmark>;
  box: LabelledBox | null;
  /** The label of its box. */
  kind: string | null;
  readonly attributes: Map<string, AttributeText>;
}

/**
 * The faces that an image's shapes are of: shapes of one group are one face, and each box without a group is one. A
 * lone point belongs to the only face, else to the only box around it; without any box or group, all are one face.
 * What belongs to none or to several is told by `problem`.
 */
export function groupShapes(shapes: readonly Shape[], problem: (reason: string) => void): ShapeGroup[] {
  const faces = new Map<string, ShapeGroup>();
  const faceOf = (key: string): ShapeGroup => {
    const known = faces.get(key);
    if (known) return known;
    const made: ShapeGroup = { points: new Map(), box: null, kind: null, attributes: new Map() };
    faces.set(key, made);
    return made;
  };
  const lone: Shape[] = [];
  for (const [index, shape] of shapes.entries()) {
    if (shape.group === null && !shape.box) lone.push(shape);
    else put(faceOf(shape.group === null ? `box ${index}` : `group ${shape.group}`), shape, problem);
  }
  if (lone.length > 0 && faces.size === 0) faceOf('all');
  const all = [...faces.values()];
  for (const shape of lone) {
    const owner = all.length === 1 ? all[0] : onlyOneAround(all, shape);
    if (owner) put(owner, shape, problem);
    else problem(`${quoted(shape.label)} belongs to no face, or to several: put it into a group`);
  }
  return all.filter(({ points, box }) => points.size > 0 || box !== null);
}

function put(face: ShapeGroup, shape: Shape, problem: (reason: string) => void): void {
  if (shape.point && face.points.has(shape.label)) {
    problem(`a face has two points ${quoted(shape.label)}: the second was left out`);
  } else if (shape.point) face.points.set(shape.label, shape.point);
  if (shape.box && face.box) problem('a face has two boxes: the second was left out');
  else if (shape.box) {
    face.box = shape.box;
    face.kind = shape.label;
  }
  for (const [name, value] of shape.attributes) face.attributes.set(name, value);
}

function onlyOneAround(faces: readonly ShapeGroup[], { point }: Shape): ShapeGroup | undefined {
  if (!point) return undefined;
  const around = faces.filter(
    ({ box }) =>
      box &&
      point.x >= box.x &&
      point.y >= box.y &&
      point.x <= box.x + box.width &&
      point.y <= box.y + box.height,
  );
  return around.length === 1 ? around[0] : undefined;
}
