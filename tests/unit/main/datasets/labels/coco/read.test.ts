import { describe, expect, it } from 'vitest';
import { readCoco } from '../../../../../../src/main/datasets/labels/coco/read';

const context = { name: 'faces.json', mapping: {}, predictions: false };
const image = { id: 1, file_name: 'a.jpg', width: 64, height: 48 };
const category = { id: 1, name: 'face', keypoints: ['nose', 'chin'] };
const annotation = {
  id: 1,
  image_id: 1,
  category_id: 1,
  keypoints: [10, 20, 2, 0, 0, 0],
  bbox: [5, 6, 30, 31],
};

function read(changes: {
  readonly image?: object;
  readonly category?: object;
  readonly annotations: readonly object[];
}) {
  const file = {
    images: [{ ...image, ...changes.image }],
    categories: [{ ...category, ...changes.category }],
    annotations: changes.annotations.map((one, at) => ({ ...annotation, id: at + 1, ...one })),
  };
  return readCoco(JSON.stringify(file), context);
}

const points = new Map([['nose', { x: 10, y: 20, visibility: 2 }]]);
const box = { x: 5, y: 6, width: 30, height: 31 };

describe('readCoco', () => {
  it.each<[string, object, object]>([
    ['an empty box', { bbox: [0, 0, 0, 0] }, { points, box: null }],
    ['a box of nothing', { bbox: [] }, { points, box: null }],
    ['a box of null', { bbox: null }, { points, box: null }],
    ['a score of null', { score: null }, { points, box }],
    ['a crowd that is none', { iscrowd: false }, { points, box }],
    ['points of null', { keypoints: null }, { points: new Map(), box }],
    ['whatever else is null', { id: null, attributes: null, box_drawn_by: null }, { points, box }],
    ['fields of other tools', { points: [[1, 2]], kind: 7 }, { kind: 'face', points, box }],
    ['an image by its id as a text', { image_id: '1', category_id: '1' }, { points, box }],
  ])('takes %s', (_, changes, face) => {
    expect(read({ annotations: [changes] })).toMatchObject({ read: 1, problems: [], faces: [face] });
  });

  it('takes images and categories of which something is null', () => {
    expect(read({ image: { width: null, height: null }, annotations: [{}] })).toMatchObject({
      problems: [],
      faces: [{ size: null, points, box }],
    });
    const unnamed = read({ category: { keypoints: null }, annotations: [{}] });
    expect(unnamed).toMatchObject({ problems: [], faces: [{ points: new Map([['1', {}]]), box }] });
    // An id is the same as a number and as a text, also where one stands twice.
    expect(read({ image: { id: '1' }, annotations: [{ id: '7' }, { id: 7 }] })).toMatchObject({
      problems: [{ code: 'duplicate-id' }],
      faces: [{ points, box }],
    });
  });

  it('refuses a crowd, a box of no size without points, and one of three numbers', () => {
    const wrong = [
      { iscrowd: true },
      { iscrowd: 1 },
      { keypoints: null, bbox: [0, 0, 0, 0] },
      { bbox: [1, 2, -3, 4] },
      { bbox: [1, 2, 3] },
      { keypoints: null, bbox: [] },
    ];
    const { faces, problems } = read({ annotations: wrong });
    expect(faces).toEqual([]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      'annotation 1 is of a crowd, not of a face',
      'annotation 2 is of a crowd, not of a face',
      'annotation 3: it has neither a point nor a box',
      'annotation 4: a box of -3 × 4 pixels is none',
      'annotation 5: bbox: it has 3 numbers, not four',
      'annotation 6: it has neither a point nor a box',
    ]);
  });
});

describe('readCoco of COCO-WholeBody', () => {
  const faceBox = { face_box: [40, 2, 8, 9], face_valid: true };
  /** Point n at (n, 10), and the chin (9) not labelled. */
  const landmarks = Array.from({ length: 68 }, (_, at) => [at + 1, 10, at === 8 ? 0 : 0.9]).flat();

  it('takes the face’s box instead of the body’s', () => {
    const without = { face_box: [0, 0, 0, 0], face_valid: false };
    expect(read({ category: { name: 'person' }, annotations: [faceBox, without] })).toMatchObject({
      problems: [],
      faces: [
        { kind: 'face', points, box: { x: 40, y: 2, width: 8, height: 9 } },
        { kind: 'person', points, box: null },
      ],
    });
  });

  it('takes the face’s 68 points instead of the body’s, and says so', () => {
    const {
      faces,
      problems,
      read: count,
    } = read({
      annotations: [
        { ...faceBox, face_kpts: landmarks },
        { ...faceBox, face_kpts: landmarks },
        { face_box: [0, 0, 0, 0], face_valid: false, face_kpts: landmarks.map(() => 0) },
      ],
    });
    expect(count).toBe(3);
    expect(faces).toHaveLength(2);
    const named = faces[0]!.points;
    expect(named.size).toBe(67 + 5);
    expect([named.get('left eye')?.x, named.get('nose tip')?.x, named.get('8'), named.get('9')]).toEqual([
      39.5,
      31,
      { x: 8, y: 10, visibility: 2 },
      undefined,
    ]);
    expect(faces[0]!.box).toEqual({ x: 40, y: 2, width: 8, height: 9 });
    expect(problems.map(({ code, reason }) => [code, reason])).toEqual([
      ['no-face', 'one annotation is of a body without a face (face_valid is false): left out'],
      [
        'no-face',
        'keypoints are the body’s where an annotation has face_kpts as well: face_kpts was read, keypoints was left out of 3 annotations',
      ],
    ]);
  });

  it('tells face points that are not 68, once', () => {
    const few = { ...faceBox, face_kpts: landmarks.slice(0, 15) };
    expect(read({ annotations: [few, few] })).toMatchObject({
      problems: [
        {
          code: 'point-count',
          reason: 'face_kpts was not read of 2 annotations: its points are not 68 of x, y and score',
        },
      ],
      faces: [{ points }, { points }],
    });
  });
});
