import { smoothstep } from './color';
import type { HeadShape } from './headShape';
import { ellipsoidMesh, gridMesh, type Mesh } from './mesh';
import type { Person } from './person';

/** The head with its relief, and the ears. */
export function headMeshes(shape: HeadShape): Mesh[] {
  const kind = { material: 'skin', frame: 'head', twoSided: false } as const;
  const head = gridMesh(kind, 72, 60, (across, down, vertex) => {
    // Closer columns in front, where the relief is.
    const turn = across * 2 - 1;
    const longitude = Math.PI * turn * (0.5 + 0.5 * turn * turn);
    shape.placeOnEgg(longitude, shape.sectionY(down), vertex);
    if (vertex.z > 0) vertex.z += shape.relief(vertex.x, vertex.y) * smoothstep(0, 0.3, vertex.z);
  });
  const ears = [-1, 1].map((side) =>
    ellipsoidMesh(
      kind,
      { x: side * (shape.halfWidth(0.1) + 0.015), y: 0.1, z: -0.1 },
      { x: 0.07, y: 0.21, z: 0.13 },
    ),
  );
  return [head, ...ears];
}

/** Neck, shoulders and chest. */
export function bodyMeshes(person: Person): Mesh[] {
  const thick = person.female ? 0.36 : 0.43;
  const broad = person.female ? 1.35 : 1.6;
  const neck = gridMesh(
    { material: 'skin', frame: 'body', twoSided: false },
    24,
    8,
    (across, down, vertex) => {
      const longitude = (across * 2 - 1) * Math.PI;
      const wide = thick * (1 + 0.35 * smoothstep(0.4, 1, down));
      vertex.x = wide * Math.sin(longitude);
      vertex.y = 0.45 + 1.25 * down;
      vertex.z = -0.2 - 0.05 * down + thick * Math.cos(longitude);
    },
  );
  const shoulders = gridMesh(
    { material: 'cloth', frame: 'body', twoSided: false },
    36,
    18,
    (across, down, vertex) => {
      const longitude = (across * 2 - 1) * Math.PI;
      // From the neck's root a slope, then the shoulder's round end; below, straight down out of the picture.
      const latitude = Math.min(1, down * 1.125) * Math.PI * 0.5;
      const below = Math.max(0, down - 1 / 1.125) * 9;
      const out = Math.sin(latitude) ** 0.8;
      vertex.x = broad * out * Math.sin(longitude);
      vertex.y = 2.75 - 1.42 * Math.cos(latitude) ** 0.75 + 4 * below;
      vertex.z = -0.3 + 0.62 * out * Math.cos(longitude);
    },
  );
  return [neck, shoulders];
}

/** A ring's pearl at each ear. */
export function jewelryMeshes(shape: HeadShape): Mesh[] {
  return [-1, 1].map((side) =>
    ellipsoidMesh(
      { material: 'metal', frame: 'head', twoSided: false },
      { x: side * (shape.halfWidth(0.3) + 0.05), y: 0.35, z: -0.06 },
      { x: 0.035, y: 0.045, z: 0.035 },
      10,
      8,
    ),
  );
}
