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
  it('takes faces at different places of an image', () => {
    const rows = new ImageRows();
    const added = [
      rows.add(face('a.jpg', 1)),
      rows.add(face('b.jpg', 2)),
      rows.add(face('a.jpg', 3, pointsOf(2))),
      rows.add(face('a.jpg', 4, pointsOf(3))),
    ];
    expect(added).toEqual([null, null, null, null]);
  });

  it('finds a row that repeats an earlier one of the same image, in whatever file', () => {
    const rows = new ImageRows();
    rows.add(face('a.jpg', 1));
    rows.add(face('a.jpg', 2, pointsOf(2)));
    const origin = { file: 'testing.txt', line: 7 };
    const changes = { ...pointsOf(2), attributes: { gender: 'male' }, split: 'testing', origin };
    expect(rows.add(face('a.jpg', 7, changes))).toEqual({
      file: 'testing.txt',
      line: 7,
      code: 'repeated-row',
      reason: 'a.jpg with the same points stands in training.txt, line 2, already',
    });
    expect(rows.add(face('a.jpg', 8, pointsOf(3)))).toBeNull();
  });

  it('groups the images with the same bytes, each image once', () => {
    const rows = new ImageRows();
    const same = { contentHash: 'same' };
    rows.add(face('a.jpg', 1, same));
    rows.add(face('b.jpg', 2, { contentHash: 'other' }));
    rows.add(face('c/a.jpg', 3, same));
    rows.add(face('a.jpg', 4, { ...same, ...pointsOf(2) }));
    expect(rows.duplicates()).toEqual([['a.jpg', 'c/a.jpg']]);
    expect(new ImageRows().duplicates()).toEqual([]);
  });
});
