import { describe, expect, it } from 'vitest';
import type { Rectangle } from '@shared/geometry/overlap';
import { sameFaces, type SketchedFace } from '../../../../../src/main/project/faces/sameFaces';

type Named = SketchedFace & { readonly name: string };

const square = (x: number, side = 100): Rectangle => ({ x, y: 0, width: side, height: side });
const line = (number: number | null, file = 'a.csv'): SketchedFace['origin'] => ({ file, line: number });
const at = (x: number, changes: Partial<Named> = {}): Named => ({
  name: `at ${x}`,
  origin: line(null),
  frames: [square(x)],
  ...changes,
});
const nowhere = (name: string, number: number | null = null): Named => ({
  name,
  origin: line(number),
  frames: [],
});
const namesOf = (faces: readonly SketchedFace[], known: readonly Named[]): (string | null)[] =>
  sameFaces(faces, known).map((face) => face?.name ?? null);

describe('which faces of an image a file’s are', () => {
  it('are those in the same places, in whatever order', () => {
    expect(namesOf([at(410), at(5), at(190)], [at(0), at(200), at(400)])).toEqual([
      'at 400',
      'at 0',
      'at 200',
    ]);
  });

  it('is the best, not the first: of neighbours that overlap each has its own', () => {
    expect(namesOf([at(40), at(0)], [at(0), at(60)])).toEqual(['at 60', 'at 0']);
  });

  it('are none of those that lie elsewhere', () => {
    expect(namesOf([at(400), at(0)], [at(0)])).toEqual([null, 'at 0']);
    expect(namesOf([at(60)], [at(0)])).toEqual([null]);
  });

  it('are the same however closely a tool frames them', () => {
    const wide = at(0, { name: 'wide', frames: [{ x: -80, y: -80, width: 300, height: 300 }] });
    expect(namesOf([at(0)], [wide])).toEqual(['wide']);
    expect(namesOf([wide], [at(0)])).toEqual(['at 0']);
  });

  it('is known where it was before somebody moved it, and where it is now', () => {
    const moved = at(0, { name: 'moved', frames: [square(300), square(0)] });
    expect(namesOf([at(10)], [moved])).toEqual(['moved']);
    expect(namesOf([at(310)], [moved])).toEqual(['moved']);
  });

  it('came from the same line, where its place is another', () => {
    const [first, second] = [at(0, { origin: line(2) }), at(200, { origin: line(3) })];
    expect(namesOf([at(500, { origin: line(3) })], [first, second])).toEqual(['at 200']);
    // A place says more than a line: rows move.
    expect(namesOf([at(200, { origin: line(2) })], [first, second])).toEqual(['at 200']);
    expect(namesOf([at(500, { origin: line(3, 'b.csv') })], [first, second])).toEqual([null]);
    // What has no lines says nothing.
    expect(namesOf([at(500)], [at(0)])).toEqual([null]);
  });

  it('are counted where nothing says where they lie', () => {
    const known = [at(0), nowhere('second'), nowhere('third')];
    expect(namesOf([nowhere('a'), nowhere('b')], known)).toEqual(['at 0', 'second']);
    expect(namesOf([at(700)], known)).toEqual(['second']);
    expect(namesOf([nowhere('a', 7)], [nowhere('first', 6), nowhere('second', 7)])).toEqual(['second']);
  });

  it('are each of them once', () => {
    expect(namesOf([at(0), at(1), nowhere('a'), nowhere('b')], [at(0), nowhere('other')])).toEqual([
      'at 0',
      'other',
      null,
      null,
    ]);
    expect(namesOf([], [at(0)])).toEqual([]);
    expect(namesOf([at(0)], [])).toEqual([null]);
  });
});
