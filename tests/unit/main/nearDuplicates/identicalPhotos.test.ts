import { describe, expect, it } from 'vitest';
import { identicalPhotos } from '../../../../src/main/nearDuplicates/identicalPhotos';

/** Faces as `[content, file, x, y, width, height]`. */
function pairsOf(faces: readonly (readonly [string, string, number, number, number, number])[]) {
  return [
    ...identicalPhotos({
      contentHashes: faces.map(([content]) => content),
      imagePaths: faces.map(([, file]) => file),
      regions: Float32Array.from(faces.flatMap(([, , ...region]) => region)),
    }),
  ];
}

describe('identicalPhotos', () => {
  it('pairs one photo under two names, however its face is framed', () => {
    expect(
      pairsOf([
        ['same', 'lfw/a.jpg', 80, 80, 90, 90],
        ['other', 'lfw/b.jpg', 80, 80, 90, 90],
        ['same', 'AFLW/a.jpg', 0, 0, 250, 250],
        ['same', 'copy.jpg', 80, 80, 90, 90],
      ]),
    ).toEqual([
      [0, 2],
      [0, 3],
      [2, 3],
    ]);
  });

  it('takes several people in one photo for several people, and each for itself in a copy of it', () => {
    const group = (file: string, shift: number) =>
      [0, 100, 200].map((x) => ['group', file, x + shift, 10, 90, 90] as const);
    expect(pairsOf(group('a.jpg', 0))).toEqual([]);
    expect(pairsOf([...group('a.jpg', 0), ...group('b.jpg', 5).toReversed()])).toEqual([
      [0, 5],
      [1, 4],
      [2, 3],
    ]);
    // Somebody else in the same photo.
    expect(pairsOf([group('a.jpg', 0)[0]!, group('b.jpg', 0)[2]!])).toEqual([]);
  });
});
