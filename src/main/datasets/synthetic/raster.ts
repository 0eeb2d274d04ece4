import { type Camera, type Framing, perspective } from './camera';
import type { Mesh } from './mesh';

/** A mesh as the camera sees it. */
interface SeenMesh {
  readonly mesh: Mesh;
  /** Turned normals, shape [vertices, 3]. */
  readonly normals: Float32Array;
}

export const nothing = -1;

/**
 * What is in front at each pixel: which triangle of which mesh, and where in it. Colours come later, so that each
 * pixel is painted once. Made once for many pictures: its arrays are large.
 */
export class Raster {
  readonly seen: SeenMesh[] = [];
  /** Index into `seen`, or `nothing`. Shape [heightPx, widthPx], as the following. */
  readonly meshes: Int16Array;
  /** Offset of the triangle's vertex indices. */
  readonly triangles: Int32Array;
  /** Shares of the triangle's second and third vertex. */
  readonly second: Float32Array;
  readonly third: Float32Array;
  private readonly depths: Float32Array;

  constructor(
    readonly widthPx: number,
    readonly heightPx: number,
  ) {
    const pixels = widthPx * heightPx;
    this.meshes = new Int16Array(pixels);
    this.triangles = new Int32Array(pixels);
    this.second = new Float32Array(pixels);
    this.third = new Float32Array(pixels);
    this.depths = new Float32Array(pixels);
  }

  /** Empties it; what is further away than `behind` shows will stay out. */
  clear(behind?: Raster): void {
    this.seen.length = 0;
    this.meshes.fill(nothing);
    if (behind) this.depths.set(behind.depths);
    else this.depths.fill(Number.NEGATIVE_INFINITY);
  }

  add(mesh: Mesh, camera: Camera, framing: Framing): void {
    const points = camera.turned(mesh.positions, mesh.frame, 'points');
    for (let at = 0; at < points.length; at += 3) {
      const scale = perspective(points[at + 2]!) * framing.pixelsPerUnit;
      points[at] = framing.originX + points[at]! * scale;
      points[at + 1] = framing.originY + points[at + 1]! * scale;
    }
    const index =
      this.seen.push({ mesh, normals: camera.turned(mesh.normals, mesh.frame, 'directions') }) - 1;
    const { triangles } = mesh;
    for (let at = 0; at < triangles.length; at += 3) {
      this.fill(
        points,
        triangles[at]! * 3,
        triangles[at + 1]! * 3,
        triangles[at + 2]! * 3,
        index,
        at,
        mesh.twoSided,
      );
    }
  }

  /** Mixes colours where one mesh ends before another, which would show steps. Shape of `picture`: [h, w, 3]. */
  softenEdges(picture: Float32Array): void {
    const { meshes, widthPx } = this;
    for (let row = 1; row < this.heightPx; row += 1) {
      for (let pixel = row * widthPx + 1; pixel < (row + 1) * widthPx; pixel += 1) {
        if (meshes[pixel] !== meshes[pixel - 1]) mixHalf(picture, pixel * 3, (pixel - 1) * 3);
        if (meshes[pixel] !== meshes[pixel - widthPx]) mixHalf(picture, pixel * 3, (pixel - widthPx) * 3);
      }
    }
  }

  /** `a`, `b`, `c`: offsets of the corners in `points`. A pixel's centre is at +0.5. */
  private fill(
    points: Float32Array,
    a: number,
    b: number,
    c: number,
    mesh: number,
    triangle: number,
    twoSided: boolean,
  ): void {
    const ax = points[a]!;
    const ay = points[a + 1]!;
    const bx = points[b]! - ax;
    const by = points[b + 1]! - ay;
    const cx = points[c]! - ax;
    const cy = points[c + 1]! - ay;
    const area = bx * cy - by * cx;
    if (twoSided ? Math.abs(area) < 1e-9 : area < 1e-9) return;
    const left = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx) - 0.5));
    const right = Math.min(this.widthPx - 1, Math.floor(ax + Math.max(0, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(ay + Math.min(0, by, cy) - 0.5));
    const bottom = Math.min(this.heightPx - 1, Math.floor(ay + Math.max(0, by, cy) - 0.5));
    const az = points[a + 2]!;
    const bz = points[b + 2]! - az;
    const cz = points[c + 2]! - az;
    for (let row = top; row <= bottom; row += 1) {
      const y = row + 0.5 - ay;
      for (let column = left; column <= right; column += 1) {
        const x = column + 0.5 - ax;
        const second = (x * cy - y * cx) / area;
        const third = (y * bx - x * by) / area;
        if (second < 0 || third < 0 || second + third > 1) continue;
        const depth = az + second * bz + third * cz;
        const pixel = row * this.widthPx + column;
        if (depth <= this.depths[pixel]!) continue;
        this.depths[pixel] = depth;
        this.meshes[pixel] = mesh;
        this.triangles[pixel] = triangle;
        this.second[pixel] = second;
        this.third[pixel] = third;
      }
    }
  }
}

/** Brings two pixels' colours nearer to each other. */
function mixHalf(picture: Float32Array, first: number, second: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const difference = (picture[second + channel]! - picture[first + channel]!) * 0.3;
    picture[first + channel]! += difference;
    picture[second + channel]! -= difference;
  }
}
