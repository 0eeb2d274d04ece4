import { describe, expect, it } from 'vitest';
import { annotatedFormat, readAnnotated } from '../../../../../../src/main/datasets/labels/annotated/read';

const context = { name: 'train/photo.json', mapping: {}, predictions: false };
const shape = (label: string, points: number[][], more: object = {}): object => ({
  ...{ label, points, group_id: null, shape_type: points.length > 1 ? 'rectangle' : 'point', flags: {} },
  ...more,
});
const file = (shapes: readonly object[], more: object = {}): string =>
  JSON.stringify({
    version: '5.5.0',
    imagePath: '..\\a.jpg',
    imageWidth: 64,
    imageHeight: 48,
    flags: {},
    shapes,
    ...more,
  });

describe('readAnnotated', () => {
  it('ties shapes of a group to one face, whichever corner a rectangle begins at', () => {
    const shapes = [
      shape(
        'face',
        [
          [45, 45],
          [5, 6],
        ],
        { group_id: 1, flags: { smile: true } },
      ),
      shape('nose', [[30, 25]], { group_id: 1 }),
      shape('nose', [[9, 9]], { group_id: 2, attributes: { gender: 'female' } }),
    ];
    const { faces, problems } = readAnnotated(file(shapes, { flags: { glasses: false } }), context);
    expect(problems).toEqual([]);
    expect(faces).toMatchObject([
      {
        image: '..\\a.jpg',
        size: { widthPx: 64, heightPx: 48 },
        split: 'training',
        box: { x: 5, y: 6, width: 40, height: 39 },
      },
      { box: null },
    ]);
    expect(
      faces.map(({ points, attributes }) => [[...points.keys()], Object.fromEntries(attributes)]),
    ).toEqual([
      [['nose'], { glasses: false, smile: true }],
      [['nose'], { glasses: false, gender: 'female' }],
    ]);
  });

  it('gives a group of points the box around them that has no group', () => {
    const corners = [
      [5, 6],
      [45, 45],
    ];
    const shapes = [shape('nose', [[30, 25]], { group_id: 1 }), shape('face', corners)];
    const { faces, problems } = readAnnotated(file(shapes), context);
    expect(problems).toEqual([]);
    expect(faces).toMatchObject([{ box: { x: 5 }, kind: 'face', points: new Map([['nose', {}]]) }]);
  });

  it('gives a lone point to the box around it, and tells what belongs to none', () => {
    const boxes = [
      shape('face', [
        [0, 0],
        [20, 20],
      ]),
      shape('face', [
        [30, 0],
        [50, 20],
      ]),
    ];
    const points = [shape('nose', [[10, 10]]), shape('nose', [[40, 10]]), shape('nose', [[25, 40]])];
    const { faces, problems } = readAnnotated(file([...boxes, ...points]), context);
    expect(faces.map((face) => face.points.get('nose')?.x)).toEqual([10, 40]);
    expect(problems).toMatchObject([
      { code: 'shape-invalid', reason: expect.stringContaining('belongs to no face') as string },
    ]);
  });

  it('takes lone points of an image without a box for one face, and no point twice', () => {
    const { faces, problems } = readAnnotated(
      file([shape('nose', [[1, 2]]), shape('eye', [[3, 4]]), shape('nose', [[5, 6]])]),
      context,
    );
    expect(faces).toHaveLength(1);
    expect([...faces[0]!.points.values()].map(({ x }) => x)).toEqual([1, 3]);
    expect(problems).toHaveLength(1);
  });

  it('tells shapes that are none of a face, and an image without any', () => {
    const polygon = shape(
      'hair',
      [
        [1, 1],
        [2, 2],
        [3, 1],
      ],
      { shape_type: 'polygon' },
    );
    expect(readAnnotated(file([polygon]), context)).toMatchObject({
      read: 1,
      faces: [],
      problems: [{ code: 'shape-invalid' }, { code: 'no-face' }],
    });
    expect(() => readAnnotated('{"shapes":[]}', context)).toThrow(
      expect.objectContaining({ code: 'label-file-broken' }),
    );
  });

  it('tells the two tools apart', () => {
    const parsed = (shapes: readonly object[]): unknown => JSON.parse(file(shapes));
    expect(annotatedFormat(parsed([shape('nose', [[1, 2]])]))).toBe('labelme');
    expect(annotatedFormat(parsed([shape('nose', [[1, 2]], { difficult: false })]))).toBe('x-anylabeling');
    expect(annotatedFormat({ images: [], annotations: [] })).toBeNull();
  });
});
