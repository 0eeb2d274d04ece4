/** What a surface is made of: which painter colours it. */
export type Material = 'skin' | 'hair' | 'cloth' | 'frame' | 'lens' | 'metal';
/** The head turns, the body follows a little. */
export type Frame = 'head' | 'body';

/** x to the image's right, y down, z towards the viewer; the middle between the eyes' heights is y = 0. */
export interface Mesh {
  readonly material: Material;
  readonly frame: Frame;
  /** Shape [vertices, 3]. */
  readonly positions: Float32Array;
  /** Not of unit length. Shape [vertices, 3]. */
  readonly normals: Float32Array;
  /** Vertex indices, shape [triangles, 3]. */
  readonly triangles: Uint16Array;
  /** Thin sheets are seen from behind too. */
  readonly twoSided: boolean;
}

export interface Vertex {
  x: number;
  y: number;
  z: number;
}

/**
 * A surface over a grid: `place` sets the vertex at column/columns and row/rows, both from 0 to 1. Seen from outside,
 * columns grow to the right and rows downwards.
 */
export function gridMesh(
  kind: Pick<Mesh, 'material' | 'frame' | 'twoSided'>,
  columns: number,
  rows: number,
  place: (across: number, down: number, vertex: Vertex) => void,
): Mesh {
  const positions = new Float32Array((columns + 1) * (rows + 1) * 3);
  const vertex: Vertex = { x: 0, y: 0, z: 0 };
  let at = 0;
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) {
      place(column / columns, row / rows, vertex);
      positions[at++] = vertex.x;
      positions[at++] = vertex.y;
      positions[at++] = vertex.z;
    }
  }
  const triangles = gridTriangles(columns, rows);
  return { ...kind, positions, normals: normalsOf(positions, triangles, columns, rows), triangles };
}

export function ellipsoidMesh(
  kind: Pick<Mesh, 'material' | 'frame' | 'twoSided'>,
  center: Vertex,
  radii: Vertex,
  columns = 14,
  rows = 10,
): Mesh {
  return gridMesh(kind, columns, rows, (across, down, vertex) => {
    const longitude = (across * 2 - 1) * Math.PI;
    const latitude = down * Math.PI;
    vertex.x = center.x + radii.x * Math.sin(longitude) * Math.sin(latitude);
    vertex.y = center.y - radii.y * Math.cos(latitude);
    vertex.z = center.z + radii.z * Math.cos(longitude) * Math.sin(latitude);
  });
}

/** A round wire along points in space. */
export function tubeMesh(
  kind: Pick<Mesh, 'material' | 'frame' | 'twoSided'>,
  path: readonly Vertex[],
  radius: number,
): Mesh {
  return gridMesh(kind, path.length - 1, 6, (across, down, vertex) => {
    const index = Math.round(across * (path.length - 1));
    const point = path[index]!;
    const before = path[Math.max(0, index - 1)]!;
    const after = path[Math.min(path.length - 1, index + 1)]!;
    const along = normalized({ x: after.x - before.x, y: after.y - before.y, z: after.z - before.z });
    // Two directions across the wire; no wire here runs along (1, 1, 1).
    const side = normalized(cross(along, { x: 0.577, y: 0.577, z: 0.577 }));
    const other = cross(along, side);
    const angle = down * 2 * Math.PI;
    const cosine = Math.cos(angle) * radius;
    const sine = Math.sin(angle) * radius;
    vertex.x = point.x + side.x * cosine + other.x * sine;
    vertex.y = point.y + side.y * cosine + other.y * sine;
    vertex.z = point.z + side.z * cosine + other.z * sine;
  });
}

const trianglesOfGrid = new Map<string, Uint16Array>();

function gridTriangles(columns: number, rows: number): Uint16Array {
  const key = `${columns} ${rows}`;
  const known = trianglesOfGrid.get(key);
  if (known) return known;
  const triangles = new Uint16Array(columns * rows * 6);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const first = row * (columns + 1) + column;
      const below = first + columns + 1;
      triangles.set([first, first + 1, below, first + 1, below + 1, below], at);
      at += 6;
    }
  }
  trianglesOfGrid.set(key, triangles);
  return triangles;
}

/** Sum of the triangles' normals at each vertex; the seam where a grid meets itself is closed. */
function normalsOf(
  positions: Float32Array,
  triangles: Uint16Array,
  columns: number,
  rows: number,
): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const abX = positions[b]! - positions[a]!;
    const abY = positions[b + 1]! - positions[a + 1]!;
    const abZ = positions[b + 2]! - positions[a + 2]!;
    const acX = positions[c]! - positions[a]!;
    const acY = positions[c + 1]! - positions[a + 1]!;
    const acZ = positions[c + 2]! - positions[a + 2]!;
    const x = abY * acZ - abZ * acY;
    const y = abZ * acX - abX * acZ;
    const z = abX * acY - abY * acX;
    addTo(normals, a, x, y, z);
    addTo(normals, b, x, y, z);
    addTo(normals, c, x, y, z);
  }
  const width = (columns + 1) * 3;
  for (let row = 0; row <= rows; row += 1) {
    const left = row * width;
    const right = left + columns * 3;
    const apart = Math.hypot(
      positions[left]! - positions[right]!,
      positions[left + 1]! - positions[right + 1]!,
      positions[left + 2]! - positions[right + 2]!,
    );
    if (apart > 1e-4) continue;
    for (let axis = 0; axis < 3; axis += 1) {
      const sum = normals[left + axis]! + normals[right + axis]!;
      normals[left + axis] = sum;
      normals[right + axis] = sum;
    }
  }
  return normals;
}

function addTo(values: Float32Array, at: number, x: number, y: number, z: number): void {
  values[at]! += x;
  values[at + 1]! += y;
  values[at + 2]! += z;
}

function cross(first: Vertex, second: Vertex): Vertex {
  return {
    x: first.y * second.z - first.z * second.y,
    y: first.z * second.x - first.x * second.z,
    z: first.x * second.y - first.y * second.x,
  };
}

function normalized({ x, y, z }: Vertex): Vertex {
  const length = Math.hypot(x, y, z) || 1;
  return { x: x / length, y: y / length, z: z / length };
}
