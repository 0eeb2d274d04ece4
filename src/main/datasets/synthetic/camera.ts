import type { Frame, Vertex } from './mesh';

/** Rows of a rotation matrix. */
type Rotation = readonly [number, number, number, number, number, number, number, number, number];

/** Where head and neck turn about. */
const pivot: Vertex = { x: 0, y: 0.5, z: -0.15 };
/** Head units from the viewer to the head: a portrait's distance. */
const distance = 9;

export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** From head units to pixels of the picture. */
export interface Framing {
  readonly pixelsPerUnit: number;
  readonly originX: number;
  readonly originY: number;
}

/** Turns head and body, and shows them in perspective. */
export class Camera {
  private readonly rotations: Readonly<Record<Frame, Rotation>>;

  constructor(turn: Turn) {
    this.rotations = {
      head: rotation(turn),
      body: rotation({ yaw: turn.yaw * 0.35, pitch: 0, roll: turn.roll * 0.35 }),
    };
  }

  /** Turns points about the neck, or directions; shape [count, 3]. */
  turned(values: Float32Array, frame: Frame, what: 'points' | 'directions'): Float32Array {
    const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = this.rotations[frame];
    const { x: px, y: py, z: pz } = what === 'points' ? pivot : { x: 0, y: 0, z: 0 };
    const turned = new Float32Array(values.length);
    for (let at = 0; at < values.length; at += 3) {
      const x = values[at]! - px;
      const y = values[at + 1]! - py;
      const z = values[at + 2]! - pz;
      turned[at] = xx * x + xy * y + xz * z + px;
      turned[at + 1] = yx * x + yy * y + yz * z + py;
      turned[at + 2] = zx * x + zy * y + zz * z + pz;
    }
    return turned;
  }

  /** A point of the head as the picture shows it, in head units around the picture's origin. */
  project(point: Vertex): { readonly x: number; readonly y: number } {
    const [x, y, z] = this.turned(Float32Array.of(point.x, point.y, point.z), 'head', 'points');
    const scale = perspective(z!);
    return { x: x! * scale, y: y! * scale };
  }
}

/** How much larger a thing looks at depth `z` than at depth 0. */
export function perspective(z: number): number {
  return distance / (distance - z);
}

/** Yaw first, then pitch, then roll. */
function rotation({ yaw, pitch, roll }: Turn): Rotation {
  const [cy, sy, cp, sp, cr, sr] = [yaw, pitch, roll].flatMap((angle) => [
    Math.cos(angle),
    Math.sin(angle),
  ]) as [number, number, number, number, number, number];
  // Rows after yaw and pitch.
  const x = [cy, 0, -sy] as const;
  const y = [-sp * sy, cp, -sp * cy] as const;
  const z = [cp * sy, sp, cp * cy] as const;
  return [
    cr * x[0] - sr * y[0],
    cr * x[1] - sr * y[1],
    cr * x[2] - sr * y[2],
    sr * x[0] + cr * y[0],
    sr * x[1] + cr * y[1],
    sr * x[2] + cr * y[2],
    ...z,
  ];
}
