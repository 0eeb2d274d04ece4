import type { Random } from '../../learning/random';
import { paintBackdrop } from './backdrop';
import type { Camera, Framing } from './camera';
import { type Color, mixed, Paint, scaled, smoothstep } from './color';
import { FacePaint } from './facePaint';
import { glassesMeshes, lensMeshes } from './glassesMeshes';
import { hairMeshes } from './hairMeshes';
import { bodyMeshes, headMeshes, jewelryMeshes } from './headMeshes';
import type { HeadShape } from './headShape';
import type { Mesh } from './mesh';
import { Noise } from './noise';
import type { Person } from './person';
import { nothing, Raster } from './raster';
import type { Scene } from './scene';

const gold: Color = [0.75, 0.55, 0.22];

/** What a picture shows. */
export interface Sitting {
  readonly person: Person;
  readonly shape: HeadShape;
  readonly scene: Scene;
  readonly camera: Camera;
  readonly framing: Framing;
}

/** Draws pictures of one size. */
export class Renderer {
  private readonly picture: Float32Array;
  private readonly solid: Raster;
  private readonly glass: Raster;

  constructor(
    private readonly widthPx: number,
    private readonly heightPx: number,
  ) {
    this.picture = new Float32Array(widthPx * heightPx * 3);
    this.solid = new Raster(widthPx, heightPx);
    this.glass = new Raster(widthPx, heightPx);
  }

  /** 8-bit RGB, shape [heightPx, widthPx, 3]; hair, cloth and skin take their grain from `random`. */
  render({ person, shape, scene, camera, framing }: Sitting, random: Random): Buffer {
    const noise = new Noise(random);
    const { picture, solid, glass } = this;
    paintBackdrop(picture, this.widthPx, this.heightPx, scene.backdrop);
    solid.clear();
    const meshes = [
      ...headMeshes(shape),
      ...bodyMeshes(person),
      ...hairMeshes(shape, person.hair, noise),
      ...(person.earrings ? jewelryMeshes(shape) : []),
      ...(person.glasses ? glassesMeshes(shape, person.glasses) : []),
    ];
    for (const mesh of meshes) solid.add(mesh, camera, framing);
    const face = new FacePaint(person, shape, noise, 1 / framing.pixelsPerUnit);
    const shader = new Shader(new Surfaces(person, face, noise), scene);
    shader.shade(solid, picture, 1);
    solid.softenEdges(picture);
    if (person.glasses) {
      glass.clear(solid);
      for (const mesh of lensMeshes(shape, person.glasses)) glass.add(mesh, camera, framing);
      shader.shade(glass, picture, person.glasses.tint);
    }
    return stored(picture, scene.exposure);
  }
}

/** Which colour a place of a mesh has. */
class Surfaces {
  private readonly frame: Color;
  private readonly hairTip: Color;

  constructor(
    private readonly person: Person,
    private readonly face: FacePaint,
    private readonly noise: Noise,
  ) {
    this.frame = person.glasses?.color ?? [0, 0, 0];
    this.hairTip = mixed(scaled(person.hair.color, 1.7), [0.5, 0.35, 0.2], 0.08);
  }

  paint(paint: Paint, mesh: Mesh, x: number, y: number, z: number): void {
    const { person } = this;
    switch (mesh.material) {
      case 'skin':
        if (mesh.frame === 'head') return this.face.paint(paint, x, y, z);
        paint.set(person.skin, 0.15);
        // The chin's shadow on the neck.
        return paint.multiply(1 - 0.55 * smoothstep(1.3, 0.8, y));
      case 'hair': {
        const around = Math.atan2(x, z);
        const strand = this.noise.at(around * 22, y * (1.5 + 6 * person.hair.curl));
        const fine = this.noise.at(around * 55, y * 4);
        paint.set(person.hair.color, 0.35);
        paint.lay(this.hairTip, 0.3 + 0.45 * strand + 0.2 * fine);
        return paint.multiply(0.85 + 0.3 * strand);
      }
      case 'cloth':
        paint.set(person.clothes, 0.05);
        paint.multiply(1 + 0.12 * this.noise.at(x * 4, y * 3) + 0.04 * this.noise.at(x * 40, y * 40));
        // Where the cloth is cut out, the skin of the chest.
        return paint.lay(
          person.skin,
          smoothstep(person.neckline, person.neckline - 0.03, Math.hypot(x, (y - 1.25) * 0.9)),
        );
      case 'frame':
        return paint.set(this.frame, 0.8);
      case 'metal':
        return paint.set(gold, 1);
      case 'lens':
        return paint.set([0.03, 0.03, 0.04], 1);
    }
  }
}

/** Lights what a raster holds: a soft lamp, sky and ground, glare. */
class Shader {
  private readonly paint = new Paint();

  constructor(
    private readonly surfaces: Surfaces,
    private readonly scene: Scene,
  ) {}

  /** `cover`: how opaque the meshes are, 0 to 1. */
  shade(raster: Raster, picture: Float32Array, cover: number): void {
    const { lamp, lampColor, sky, ground } = this.scene;
    const { paint } = this;
    const halfX = lamp[0];
    const halfY = lamp[1];
    const halfZ = lamp[2] + 1;
    const halfLength = Math.hypot(halfX, halfY, halfZ);
    for (let pixel = 0; pixel < raster.meshes.length; pixel += 1) {
      const index = raster.meshes[pixel]!;
      if (index === nothing) continue;
      const { mesh, normals } = raster.seen[index]!;
      const triangle = raster.triangles[pixel]!;
      const a = mesh.triangles[triangle]! * 3;
      const b = mesh.triangles[triangle + 1]! * 3;
      const c = mesh.triangles[triangle + 2]! * 3;
      const shareB = raster.second[pixel]!;
      const shareC = raster.third[pixel]!;
      const shareA = 1 - shareB - shareC;
      const { positions } = mesh;
      this.surfaces.paint(
        paint,
        mesh,
        positions[a]! * shareA + positions[b]! * shareB + positions[c]! * shareC,
        positions[a + 1]! * shareA + positions[b + 1]! * shareB + positions[c + 1]! * shareC,
        positions[a + 2]! * shareA + positions[b + 2]! * shareB + positions[c + 2]! * shareC,
      );
      let nx = normals[a]! * shareA + normals[b]! * shareB + normals[c]! * shareC;
      let ny = normals[a + 1]! * shareA + normals[b + 1]! * shareB + normals[c + 1]! * shareC;
      let nz = normals[a + 2]! * shareA + normals[b + 2]! * shareB + normals[c + 2]! * shareC;
      const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
      const facing = mesh.twoSided && nz < 0 ? -length : length;
      nx /= facing;
      ny /= facing;
      nz /= facing;

      const towards = nx * lamp[0] + ny * lamp[1] + nz * lamp[2];
      // Skin and hair scatter light around the edge of a shadow.
      const wrapped = Math.max(0, (towards + 0.25) / 1.25);
      const diffuse = wrapped * (0.7 + 0.3 * wrapped);
      const up = 0.5 - 0.5 * ny;
      const mirrored = Math.max(0, (nx * halfX + ny * halfY + nz * halfZ) / halfLength) ** 2;
      const sharper = mirrored * mirrored * mirrored;
      const glare = sharper * sharper * sharper * sharper * paint.gloss * 0.55;
      const at = pixel * 3;
      const red =
        paint.red * (lampColor[0] * diffuse + sky[0] * up + ground[0] * (1 - up)) +
        glare * lampColor[0] * 0.5;
      const green =
        paint.green * (lampColor[1] * diffuse + sky[1] * up + ground[1] * (1 - up)) +
        glare * lampColor[1] * 0.5;
      const blue =
        paint.blue * (lampColor[2] * diffuse + sky[2] * up + ground[2] * (1 - up)) +
        glare * lampColor[2] * 0.5;
      picture[at]! += (red - picture[at]!) * cover;
      picture[at + 1]! += (green - picture[at + 1]!) * cover;
      picture[at + 2]! += (blue - picture[at + 2]!) * cover;
    }
  }
}

function stored(picture: Float32Array, exposure: number): Buffer {
  const bytes = Buffer.alloc(picture.length);
  for (let at = 0; at < picture.length; at += 1) {
    const light = Math.max(0, picture[at]! * exposure);
    // A film's shoulder: highlights bend before they burn out.
    bytes[at] =
      255 * Math.min(1, Math.sqrt(light < 0.6 ? light : 0.6 + 0.4 * (1 - Math.exp((0.6 - light) / 0.4))));
  }
  return bytes;
}
