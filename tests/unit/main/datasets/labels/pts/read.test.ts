import { describe, expect, it } from 'vitest';
import { readPts } from '../../../../../../src/main/datasets/labels/pts/read';

const context = { name: 'testset/photo.face-2.pts', mapping: {}, predictions: false };
const pts = (places: readonly (readonly number[])[], declared = places.length): string =>
  `version: 1\nn_points:  ${declared}\n{\n${places.map((place) => place.join(' ')).join('\n')}\n}\n`;

describe('readPts', () => {
  it('names points as the folder says, 1-based pixels, and the image without the face’s number', () => {
    const said = { points: ['nose', 'chin'], splits: { testset: 'my split' } };
    const { faces } = readPts(
      pts([
        [1, 1],
        [3.5, 4],
      ]),
      context,
      said,
    );
    expect(faces).toMatchObject([
      {
        image: 'testset/photo',
        split: 'my split',
        points: new Map([
          ['nose', { x: 0.5, y: 0.5, visibility: 2 }],
          ['chin', { x: 3, y: 3.5, visibility: 2 }],
        ]),
      },
    ]);
  });

  it('calls points by their numbers where nobody names them', () => {
    expect([
      ...readPts(
        pts([
          [1, 1],
          [2, 2],
        ]),
        context,
        null,
      ).faces[0]!.points.keys(),
    ]).toEqual(['1', '2']);
  });

  it('takes no split from a folder that is called as a word of every object', () => {
    const said = { points: ['nose'], splits: {} };
    const { faces } = readPts(pts([[1, 1]]), { ...context, name: 'constructor/photo.pts' }, said);
    expect(faces[0]!.split).toBeNull();
  });

  it('knows the eyes’ centres, the nose and the mouth of iBUG’s 68', () => {
    const places = Array.from({ length: 68 }, (_, index) => [index + 1, 10]);
    const { points } = readPts(pts(places), context, null).faces[0]!;
    const x = (name: string): number | undefined => points.get(name)?.x;
    expect([
      x('left eye'),
      x('right eye'),
      x('nose tip'),
      x('left mouth corner'),
      x('right mouth corner'),
    ]).toEqual([39, 45, 30.5, 48.5, 54.5]);
    // Beside their numbers, which are the names of a project that labels all 68.
    expect(points.size).toBe(68 + 5);
    expect(['31', '49', '55'].map(x)).toEqual([30.5, 48.5, 54.5]);
  });

  it('tells counts that do not fit, and what is no number', () => {
    const problem = (text: string): string | undefined => readPts(text, context, null).problems[0]?.code;
    expect(problem(pts([[1, 1]], 2))).toBe('point-count');
    expect(problem('{ 1 2 3 }')).toBe('point-count');
    expect(problem('{ 1 x }')).toBe('not-a-number');
    expect(problem('{ }')).toBe('point-count');
    expect(() => readPts('n_points: 2\n{ 1 2', context, null)).toThrow(
      expect.objectContaining({ code: 'label-file-broken' }),
    );
  });
});
