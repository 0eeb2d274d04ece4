import type { Landmark } from '@shared/domain/face';
import { holds } from '@shared/geometry/overlap';
import { quoted, type AttributeText, type LabelledBox } from './record';
import { joinBoxes, type ShapeGroup } from './shapeGroup';

/** A mark on an image, as drawing tools keep them: a named point, a face's box, or words about a face. */
export interface Shape {
  /** The point's name. */
  readonly label: string;
  /** What ties shapes to one face; null for a shape that stands alone. */
  readonly group: string | null;
  /** The same for points that were drawn in one go. */
  readonly stroke?: number;
  readonly point?: Landmark;
  readonly box?: LabelledBox;
  readonly attributes: ReadonlyMap<string, AttributeText>;
}

/**
 * The faces that an image's shapes are of: shapes of one group are one face, points that were drawn in one go are one,
 * and each box without a group is one. Such a box belongs to the face whose points it lies around (`joinBoxes`). A lone
 * point belongs to the only face, else to the only box around it. Without any box or group, points that are called
 * differently are one face. What belongs to none or to several is told by `problem`.
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
  const [lone, boxes, parts] = [[] as Shape[], [] as ShapeGroup[], new Set<ShapeGroup>()];
  const isOne = isOneFace(shapes);
  for (const [index, shape] of shapes.entries()) {
    if (shape.group !== null) put(faceOf(`group ${shape.group}`), shape, problem);
    else if (shape.box) {
      const face = faceOf(`box ${index}`);
      boxes.push(face);
      put(face, shape, problem);
    } else if (shape.stroke !== undefined && !isOne) {
      const face = faceOf(`stroke ${shape.stroke}`);
      parts.add(face);
      put(face, shape, problem);
    } else lone.push(shape);
  }
  if (lone.length > 0 && faces.size === 0) faceOf('all');
  const gone = joinBoxes(boxes, [...faces.values()], parts, problem);
  const all = [...faces.values()].filter((face) => !gone.has(face));
  for (const shape of lone) {
    const owner = all.length === 1 ? all[0] : onlyOneAround(all, shape);
    if (owner) put(owner, shape, problem);
    else problem(`${quoted(shape.label)} belongs to no face, or to several: put it into a group`);
  }
  return all.filter(({ points, box }) => points.size > 0 || box !== null);
}

function isOneFace(shapes: readonly Shape[]): boolean {
  const names = shapes.flatMap(({ point, label }) => (point ? [label] : []));
  return new Set(names).size === names.length && shapes.every(({ group, box }) => group === null && !box);
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
  const around = faces.filter(({ box }) => box && holds(box, point));
  return around.length === 1 ? around[0] : undefined;
}
