import { describe, expect, it } from 'vitest';
import { headMeshes } from '../../../../../src/main/datasets/synthetic/headMeshes';
import { ellipsoidMesh } from '../../../../../src/main/datasets/synthetic/mesh';
import { planPortrait, type Portrait } from '../../../../../src/main/datasets/synthetic/portrait';
import { nothing, Raster } from '../../../../../src/main/datasets/synthetic/raster';
import { Camera } from '../../../../../src/main/datasets/synthetic/camera';

/** Portraits of every pose, in both halves. */
const portraits = Array.from({ length: 15 }, (_, index) => [
  planPortrait(5, { split: 'training', index }),
  planPortrait(5, { split: 'testing', index }),
]).flat();

function emptyRaster({ kind }: Portrait): Raster {
  const raster = new Raster(kind.widthPx, kind.heightPx);
  raster.clear();
  return raster;
}

/** Mean of the pixels' centres that show anything. */
function centreOf({ meshes, widthPx }: Raster): { x: number; y: number } {
  const sum = { x: 0, y: 0, count: 0 };
  meshes.forEach((mesh, pixel) => {
    if (mesh === nothing) return;
    sum.x += (pixel % widthPx) + 0.5;
    sum.y += Math.floor(pixel / widthPx) + 0.5;
    sum.count += 1;
  });
  return { x: sum.x / sum.count, y: sum.y / sum.count };
}

/** The place of the head that a pixel shows; null where it shows something else. */
function placeAt(raster: Raster, x: number, y: number): { x: number; y: number; z: number } | null {
  const pixel = Math.floor(y) * raster.widthPx + Math.floor(x);
  if (raster.meshes[pixel] !== 0) return null;
  const { mesh } = raster.seen[0]!;
  const triangle = raster.triangles[pixel]!;
  const [second, third] = [raster.second[pixel]!, raster.third[pixel]!];
  const axis = (offset: number): number =>
    [1 - second - third, second, third].reduce(
      (sum, share, corner) => sum + share * mesh.positions[mesh.triangles[triangle + corner]! * 3 + offset]!,
      0,
    );
  return { x: axis(0), y: axis(1), z: axis(2) };
}

describe('Raster', () => {
  it('shows a marker at a landmark where the label says', () => {
    for (const portrait of portraits) {
      const { shape, camera, framing } = portrait.sitting;
      // A ball about ten pixels wide around each landmark.
      const radius = 5 / framing.pixelsPerUnit;
      for (const [index, point] of shape.landmarks().entries()) {
        const raster = emptyRaster(portrait);
        const kind = { material: 'metal', frame: 'head', twoSided: false } as const;
        raster.add(ellipsoidMesh(kind, point, { x: radius, y: radius, z: radius }, 32, 24), camera, framing);
        const shown = centreOf(raster);
        const label = portrait.row.landmarks[index]!;
        expect(
          Math.hypot(shown.x - label.x, shown.y - label.y),
          `${portrait.row.imagePath} point ${index}`,
        ).toBeLessThan(0.3);
      }
    }
  });

  it('shows the landmark’s own place of the skin at the labelled pixel, where the turn does not hide it', () => {
    let visible = 0;
    for (const portrait of portraits) {
      const { person, shape, camera, framing } = portrait.sitting;
      const raster = emptyRaster(portrait);
      raster.add(headMeshes(shape)[0]!, camera, framing);
      for (const [index, point] of shape.landmarks().entries()) {
        const { x, y } = portrait.row.landmarks[index]!;
        const place = placeAt(raster, x, y);
        // Seen from the side the nose’s tip is an outline: the pixel beside it may show what is behind.
        if (person.pose !== 'frontal' && (index === 2 || point.x * person.yaw < 0)) continue;
        expect(place, `${portrait.row.imagePath} point ${index}`).not.toBeNull();
        const pixels = Math.hypot(place!.x - point.x, place!.y - point.y) * framing.pixelsPerUnit;
        expect(pixels, `${portrait.row.imagePath} point ${index}`).toBeLessThan(1.5);
        visible += 1;
      }
    }
    expect(visible).toBeGreaterThan(90);
  });

  it('lets what is nearer hide what is behind, whatever comes first', () => {
    const kind = { material: 'metal', frame: 'head', twoSided: false } as const;
    const frontal = new Camera({ yaw: 0, pitch: 0, roll: 0 });
    const shown = (depths: readonly number[]): number => {
      const raster = new Raster(20, 20);
      raster.clear();
      for (const z of depths) {
        const ball = ellipsoidMesh(kind, { x: 0, y: 0, z }, { x: 0.5, y: 0.5, z: 0.5 });
        raster.add(ball, frontal, { pixelsPerUnit: 10, originX: 10, originY: 10 });
      }
      return raster.meshes[10 * 20 + 10]!;
    };
    expect(shown([2, 0])).toBe(0);
    expect(shown([0, 2])).toBe(1);
  });
});
