import { describe, expect, it } from 'vitest';
import { isLabelStudio, readLabelStudio } from '../../../../../../src/main/datasets/labels/labelStudio/read';

const context = { name: 'minimal.json', mapping: {}, predictions: false };
const size = { original_width: 200, original_height: 100 };
const rectangle = (x: number): object => ({
  ...{ x, y: 10, width: 30, height: 40, rotation: 0, rectanglelabels: ['face'] },
  ...size,
});
const keyPoint = (label: string, x: number): object => ({
  x,
  y: 20,
  width: 1,
  keypointlabels: [label],
  ...size,
});
const record = (changes: object): object => ({
  ...{ image: '/data/upload/1/0a1b2c3d-a.jpg', id: 1, annotator: 1, annotation_id: 4, lead_time: 3.5 },
  ...{ created_at: '2025-01-01T10:00:00Z', updated_at: '2025-01-01T10:00:00Z' },
  ...changes,
});
const read = (...records: readonly unknown[]) => readLabelStudio(JSON.stringify(records), context);

describe('Label Studio’s JSON-MIN', () => {
  it('is known by its regions, also where the first task has none', () => {
    expect(isLabelStudio([record({}), record({ box: [rectangle(5)] })])).toBe(true);
    expect(isLabelStudio([{ image: 'a.jpg', prices: [{ x: 1, y: 2 }] }])).toBe(false);
    expect(isLabelStudio([])).toBe(false);
  });

  it('has points in the boxes around them, and words without a list', () => {
    const points = [keyPoint('nose', 10), keyPoint('nose', 70)];
    const one = record({ points: points.slice(0, 1), box: [rectangle(5)], gender: 'male', split: 'train' });
    const two = record({
      id: 2,
      points,
      box: [rectangle(5), rectangle(60)],
      wears: [{ choices: ['a', 'b'] }],
    });
    const { faces, problems } = read(one, two);
    expect(faces).toMatchObject([
      {
        image: '/data/upload/1/0a1b2c3d-a.jpg',
        unit: 'share',
        split: 'training',
        size: { widthPx: 200, heightPx: 100 },
        box: { x: 0.05, y: 0.1, width: 0.3, height: 0.4 },
        points: new Map([['nose', { x: 0.1, y: 0.2, visibility: 2 }]]),
        attributes: new Map([['gender', 'male']]),
      },
      { box: { x: 0.05 }, points: new Map([['nose', { x: 0.1 }]]) },
      { box: { x: 0.6 }, points: new Map([['nose', { x: 0.7 }]]) },
    ]);
    // It does not say of which face a word is.
    expect(problems.map(({ reason }) => reason)).toEqual([
      'task 2: “wears” belongs to no face, or to several: put it into a group',
    ]);
  });

  it('has a record for each annotation of a task, of which the first counts', () => {
    expect(read(record({ box: [rectangle(5)] }), record({ box: [rectangle(6)] }))).toMatchObject({
      read: 1,
      faces: [{ box: { x: 0.05 } }],
      problems: [{ code: 'several-annotations' }],
    });
    // Of another image it is another task, whatever its number.
    const other = record({ image: 'b.jpg', box: [rectangle(6)] });
    expect(read(record({ box: [rectangle(5)] }), other)).toMatchObject({ read: 2, problems: [] });
    expect(read(record({ id: undefined }), record({ id: undefined, box: [rectangle(5)] })).read).toBe(2);
  });

  it('tells other shapes, tasks without labels and what is no task', () => {
    const { faces, problems } = read(
      record({ box: [{ x: 1, y: 1, width: 5, height: 5, ...size }] }),
      record({ id: 2, parts: [{ points: [], polygonlabels: ['hair'], ...size }] }),
      record({ id: 3 }),
      { box: [rectangle(5)] },
      7,
    );
    expect(faces).toMatchObject([{ box: { x: 0.01 } }]);
    expect(problems.map(({ code }) => code)).toEqual([
      'region-invalid',
      'no-face',
      'no-face',
      'image-unknown',
      'task-invalid',
    ]);
  });
});
