import { bestPairs, overlapOf, type Rectangle } from '@shared/geometry/overlap';

/** Faces as they lie in their files, a row each. */
export interface FacesInFiles {
  /** Equal for files of the same bytes. */
  readonly contentHashes: readonly string[];
  readonly imagePaths: readonly string[];
  /** x, y, width and height in pixels of the image. Shape [faces, 4]. */
  readonly regions: Float32Array;
}

/**
 * The faces of files that are the same byte for byte, under two names, the lower row first: however they are framed, they
 * are one photo. Where it shows several people, each face is paired with the one that lies most where it does.
 */
export function* identicalPhotos(faces: FacesInFiles): Generator<readonly [first: number, second: number]> {
  for (const files of filesByContent(faces)) {
    for (const [index, rows] of files.entries()) {
      for (const others of files.slice(index + 1)) yield* pairedByPlace(faces.regions, rows, others);
    }
  }
}

/** The rows of each file, of contents that stand under several names. */
function filesByContent({ contentHashes, imagePaths }: FacesInFiles): number[][][] {
  const byContent = new Map<string, Map<string, number[]>>();
  contentHashes.forEach((hash, row) => {
    const files = byContent.get(hash) ?? new Map<string, number[]>();
    byContent.set(hash, files);
    const path = imagePaths[row]!;
    files.set(path, [...(files.get(path) ?? []), row]);
  });
  return [...byContent.values()].filter((files) => files.size > 1).map((files) => [...files.values()]);
}

function pairedByPlace(
  regions: Float32Array,
  rows: readonly number[],
  others: readonly number[],
): (readonly [number, number])[] {
  const regionOf = (row: number): Rectangle => {
    const [x, y, width, height] = regions.subarray(row * 4, row * 4 + 4);
    return { x: x!, y: y!, width: width!, height: height! };
  };
  const pairs = bestPairs(rows, others, (row, other) => overlapOf(regionOf(row), regionOf(other)));
  return pairs.map(([row, other]) => [Math.min(row, other), Math.max(row, other)] as const);
}
