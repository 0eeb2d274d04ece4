import { describe, expect, it } from 'vitest';
import { splitFaces } from '../../../../src/main/runs/splitFaces';

/** Faces as [image, x of the region]. */
function split(faces: readonly (readonly [string, number])[]): string[][] {
  const table = { regions: Float32Array.from(faces.flatMap(([, x]) => [x, 0, 10, 10])) };
  const { training, validation } = splitFaces(
    { contentHashes: faces.map(([image]) => image), table } as unknown as Parameters<typeof splitFaces>[0],
    { validationFraction: 0.4, seed: 5 },
  );
  return [training, validation].map((rows) => Array.from(rows, (row) => faces[row]!.join(' ')));
}

describe('splitFaces', () => {
  it('is the same however the faces were imported, and keeps those of an image together', () => {
    const faces = [
      ['a', 30],
      ['a', 5],
      ['b', 5],
      ['c', 7],
      ['d', 1],
      ['b', 2],
    ] as const;
    const one = split(faces);
    expect(split([...faces].reverse())).toEqual(one);
    expect(split([faces[3], faces[0], faces[5], faces[1], faces[4], faces[2]])).toEqual(one);
    const images = one.map((names) => new Set(names.map((name) => name[0])));
    expect([...images[0]!].some((image) => images[1]!.has(image))).toBe(false);
    expect(one.flat().toSorted()).toEqual(faces.map((face) => face.join(' ')).toSorted());
    expect(one.every((names) => names.length > 0)).toBe(true);
  });
});
