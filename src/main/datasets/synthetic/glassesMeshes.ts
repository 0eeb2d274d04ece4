import type { HeadShape } from './headShape';
import { gridMesh, type Mesh, tubeMesh, type Vertex } from './mesh';
import type { Glasses } from './person';

const wire = { material: 'frame', frame: 'head', twoSided: false } as const;
const rimPoints = 28;

/** Rims, bridge and temples. */
export function glassesMeshes(shape: HeadShape, glasses: Glasses): Mesh[] {
  const z = planeZ(shape);
  const rims = [-1, 1].map((side) =>
    tubeMesh(
      wire,
      Array.from({ length: rimPoints + 1 }, (_, index) =>
        rimPoint(shape, glasses, side, (index / rimPoints) * 2 * Math.PI, 1),
      ),
      glasses.thickness,
    ),
  );
  const inner = shape.eyeX - glasses.width;
  const bridge = [-1, -0.5, 0, 0.5, 1].map((share) => ({
    x: share * inner,
    y: -0.02 - 0.04 * (1 - share * share),
    z: z + 0.04 * (1 - share * share),
  }));
  const temples = [-1, 1].map((side) => {
    const outer = side * (shape.eyeX + glasses.width);
    const ear = side * (shape.halfWidth(0) + 0.03);
    return [
      { x: outer, y: -0.03, z: z - 0.06 },
      { x: outer * 0.4 + ear * 0.6, y: -0.03, z: z - 0.2 },
      { x: ear, y: -0.02, z: 0.25 },
      { x: ear, y: 0, z: -0.1 },
    ];
  });
  return [...rims, ...[bridge, ...temples].map((path) => tubeMesh(wire, path, glasses.thickness * 0.85))];
}

/** The glass of both lenses; what lies behind shines through. */
export function lensMeshes(shape: HeadShape, glasses: Glasses): Mesh[] {
  return [-1, 1].map((side) =>
    gridMesh({ material: 'lens', frame: 'head', twoSided: true }, rimPoints, 1, (across, down, vertex) => {
      Object.assign(vertex, rimPoint(shape, glasses, side, across * 2 * Math.PI, down));
    }),
  );
}

/** Glasses sit on the bridge of the nose and keep off brows and lashes. */
function planeZ(shape: HeadShape): number {
  return Math.max(shape.surfaceZ(0, 0.03), shape.surfaceZ(shape.eyeX, -0.15)) + 0.04;
}

function rimPoint(shape: HeadShape, glasses: Glasses, side: number, angle: number, share: number): Vertex {
  const power = 2 / glasses.squareness;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const across = glasses.width * share * Math.sign(cosine) * Math.abs(cosine) ** power;
  const x = side * shape.eyeX + across;
  // Lenses bend around the face a little.
  return {
    x,
    y: 0.025 + glasses.height * share * Math.sign(sine) * Math.abs(sine) ** power,
    z: planeZ(shape) - 0.28 * x * x,
  };
}
