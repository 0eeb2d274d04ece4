import type { LandmarkScheme } from '../domain/landmarkScheme';

/**
 * Of the 468 points of MediaPipe's face mesh (Kartynnik et al. 2019) those that are taught, by their numbers there: the
 * outline, lips, eyes, brows and nose. Pairs are image-left and image-right, and a mirror swaps them.
 */
const pairs = [
  [21, 251],
  [33, 263],
  [39, 269],
  [54, 284],
  [61, 291],
  [70, 300],
  [78, 308],
  [80, 310],
  [84, 314],
  [87, 317],
  [91, 321],
  [95, 324],
  [98, 327],
  [105, 334],
  [107, 336],
  [109, 338],
  [132, 361],
  [133, 362],
  [145, 374],
  [159, 386],
  [172, 397],
  [176, 400],
  [234, 454],
] as const;

const middle = [0, 1, 10, 13, 14, 17, 152, 168, 195] as const;

/** Numbers in the mesh, in the order of `meshPointIds`. */
export const meshPoints: readonly number[] = [...pairs.flat(), ...middle].sort((a, b) => a - b);

export const meshPointIds: readonly string[] = meshPoints.map(meshPointId);

/** The scheme with the mesh's points behind its own. */
export function withMeshPoints(scheme: LandmarkScheme): LandmarkScheme {
  return {
    ...scheme,
    points: [...scheme.points, ...meshPointIds.map((id) => ({ id, name: id, aliases: [] }))],
    symmetricPairs: [
      ...scheme.symmetricPairs,
      ...pairs.map(([left, right]) => [meshPointId(left), meshPointId(right)] as const),
    ],
  };
}

function meshPointId(number: number): string {
  return `face-mesh-${number}`;
}
