import { smoothstep } from './color';
import type { HeadShape } from './headShape';
import { ellipsoidMesh, gridMesh, type Mesh } from './mesh';
import type { Noise } from './noise';
import type { Hair } from './person';

const kind = { material: 'hair', frame: 'head', twoSided: false } as const;
/** Below the hairline the shell of hair lies this deep under the skin. */
const sunken = -0.06;

/** A shell of hair over the skull, which leaves it where the hairline is; what falls below; a bun. */
export function hairMeshes(shape: HeadShape, hair: Hair, noise: Noise): Mesh[] {
  const meshes = [shell(shape, hair, noise)];
  if (hair.length > 0) meshes.push(curtain(shape, hair, noise));
  if (hair.bun) meshes.push(ellipsoidMesh(kind, { x: 0, y: -1.12, z: -0.4 }, { x: 0.34, y: 0.3, z: 0.32 }));
  return meshes;
}

function shell(shape: HeadShape, hair: Hair, noise: Noise): Mesh {
  return gridMesh(kind, 56, 36, (across, down, vertex) => {
    const longitude = (across * 2 - 1) * Math.PI;
    const y = shape.sectionY(down * 0.82);
    shape.placeOnEgg(longitude, y, vertex);
    const edge = hairlineY(hair, longitude, noise);
    const crown = smoothstep(-0.2, -0.75, y);
    let thickness = hair.sides + (hair.top - hair.sides) * crown;
    thickness *=
      1 + hair.curl * 0.45 * noise.at(longitude * 5 + 20, y * 7 + 20) + 0.12 * noise.at(longitude * 2, y * 2);
    const covered = smoothstep(edge + 0.03, edge - 0.12, y);
    const lift = sunken + (thickness - sunken) * covered;
    const radius = Math.hypot(vertex.x, vertex.y - 0.1, vertex.z);
    vertex.x += (vertex.x / radius) * lift;
    vertex.y += ((vertex.y - 0.1) / radius) * lift;
    vertex.z += (vertex.z / radius) * lift;
  });
}

/** The y at which hair begins, around the head: high over the forehead, down to the ears, low at the nape. */
function hairlineY(hair: Hair, longitude: number, noise: Noise): number {
  const turn = Math.abs(longitude);
  const parting = Math.exp(-(((longitude - hair.parting * 0.6) / 0.22) ** 2));
  const fringe = hair.fringe * smoothstep(0.95, 0.6, turn) * (1 - 0.8 * parting);
  const ragged = 0.035 * noise.at(longitude * 7, 3);
  const front = (hair.bald ? -1.02 : -hair.line + 0.035 * Math.cos(longitude * 4)) + fringe + ragged;
  const side = hair.bald ? 0.02 : hair.length > 0 ? 0.3 : 0.06;
  const atSide = front + (side - front) * smoothstep(hair.bald ? 1.25 : 0.85, hair.bald ? 1.6 : 1.3, turn);
  return atSide + (0.5 - atSide) * smoothstep(1.7, 2.2, turn);
}

/** Hair that falls from the sides and the back, open in front. */
function curtain(shape: HeadShape, hair: Hair, noise: Noise): Mesh {
  const opening = 1.12;
  return gridMesh({ ...kind, twoSided: true }, 48, 16, (across, down, vertex) => {
    const longitude = (across * 2 - 1) * (Math.PI - opening) + Math.PI;
    const y = -0.55 + (0.55 + hair.length) * down;
    const strands = 0.03 * noise.at(longitude * 9, 8) + hair.curl * 0.1 * noise.at(longitude * 4, y * 4);
    const hang = Math.min(y, 0.1);
    const out =
      hair.sides + 0.03 + strands + 0.1 * smoothstep(-0.2, 0.7, y) * (1 - 0.4 * smoothstep(0.9, 1.5, y));
    const wide = shape.halfWidth(hang) + out * smoothstep(-0.55, -0.2, y);
    const sine = Math.sin(longitude);
    const cosine = Math.cos(longitude);
    vertex.x = wide * Math.sign(sine) * Math.abs(sine) ** 0.8;
    vertex.y = y + strands;
    vertex.z = (cosine > 0 ? 0.62 : shape.backDepth(hang) + out) * cosine - 0.08;
  });
}
