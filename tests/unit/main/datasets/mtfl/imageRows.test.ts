import { describe, expect, it } from 'vitest';
import { ImageRows } from '../../../../../src/main/datasets/mtfl/imageRows';
import type { ImportedFace } from '../../../../../src/main/project/faces/importRepository';
import { importedFace } from '../../project/support';

function face(imagePath: string, line: number, changes: Partial<ImportedFace> = {}): ImportedFace {
  return importedFace(1, { imagePath, origin: { file: 'training.txt', line }, ...changes });
}

/** The points of face n, all of which differ from those of another n that is no multiple of seven away. */
const pointsOf = (number: number): Partial<ImportedFace> => ({ landmarks: importedFace(number).landmarks });

describe('ImageRows', () => {
  it('counts the faces of each image', () => {
    const rows = new ImageRows();
    const places = [
      rows.place(face('a.jpg', 1)),
      rows.place(face('b.jpg', 2)),
      rows.place(face('a.jpg', 3, pointsOf(2))),
      rows.place(face('a.jpg', 4, pointsOf(3))),
    ];
    expect(places).toMatchObject([
      { imagePath: 'a.jpg', indexInImage: 0 },
      { imagePath: 'b.jpg', indexInImage: 0 },
      { imagePath: 'a.jpg', indexInImage: 1 },
      { imagePath: 'a.jpg', indexInImage: 2 },
    ]);
  });

  it('finds a row that repeats an earlier one of the same image, in whatever file', () => {
    const rows = new ImageRows();
    rows.place(face('a.jpg', 1));
    rows.place(face('a.jpg', 2, pointsOf(2)));
    const origin = { file: 'testing.txt', line: 7 };
    const changes = { ...pointsOf(2), attributes: { gender: 'male' }, split: 'testing', origin };
    expect(rows.place(face('a.jpg', 7, changes))).toEqual({
      file: 'testing.txt',
      line: 7,
      code: 'repeated-row',
      reason: 'a.jpg with the same points stands in training.txt, line 2, already',
    });
    expect(rows.place(face('a.jpg', 8, pointsOf(3))), 'which takes no index').toMatchObject({
      indexInImage: 2,
    });
  });

  it('groups the images with the same bytes, each image once', () => {
    const rows = new ImageRows();
    const same = { contentHash: 'same' };
    rows.place(face('a.jpg', 1, same));
    rows.place(face('b.jpg', 2, { contentHash: 'other' }));
    rows.place(face('c/a.jpg', 3, same));
    rows.place(face('a.jpg', 4, { ...same, ...pointsOf(2) }));
    expect(rows.duplicates()).toEqual([['a.jpg', 'c/a.jpg']]);
    expect(new ImageRows().duplicates()).toEqual([]);
  });
});
