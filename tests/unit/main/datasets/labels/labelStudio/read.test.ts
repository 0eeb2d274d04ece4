import { describe, expect, it } from 'vitest';
import { isLabelStudio, readLabelStudio } from '../../../../../../src/main/datasets/labels/labelStudio/read';

const context = { name: 'tasks.json', mapping: {}, predictions: false };
const rectangle = (id: string, x: number): object => ({
  ...{
    id,
    type: 'rectanglelabels',
    from_name: 'box',
    to_name: 'image',
    original_width: 200,
    original_height: 100,
  },
  value: { x, y: 10, width: 30, height: 40, rotation: 0, rectanglelabels: ['face'] },
});
const keyPoint = (label: string, x: number, more: object = {}): object => ({
  ...{
    id: `${label}${x}`,
    type: 'keypointlabels',
    from_name: 'points',
    value: { x, y: 20, width: 1, keypointlabels: [label] },
  },
  ...more,
});
const choice = (from: string, choices: string[], id: string): object => ({
  id,
  type: 'choices',
  from_name: from,
  value: { choices },
});
const tasks = (result: readonly object[], more: object = {}): string =>
  JSON.stringify([
    { id: 7, data: { image: '/data/upload/1/0a1b2c3d-a.jpg' }, annotations: [{ result }], ...more },
  ]);

describe('readLabelStudio', () => {
  it('reads per cent as shares, points by their parent and choices by their region', () => {
    const result = [
      rectangle('one', 5),
      rectangle('two', 60),
      keyPoint('nose', 10, { parentID: 'one' }),
      keyPoint('nose', 70, { parentID: 'two', meta: { text: ['hidden'] } }),
      choice('gender', ['male'], 'one'),
      choice('wears', ['hat', 'mask'], 'two'),
    ];
    const { faces, problems } = readLabelStudio(tasks(result), context);
    expect(problems).toEqual([]);
    expect(faces).toMatchObject([
      {
        unit: 'share',
        size: { widthPx: 200, heightPx: 100 },
        points: new Map([['nose', { x: 0.1, y: 0.2, visibility: 2 }]]),
      },
      {
        box: { x: 0.6, y: 0.1, width: 0.3, height: 0.4 },
        points: new Map([['nose', { x: 0.7, y: 0.2, visibility: 1 }]]),
      },
    ]);
    expect(faces.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      { gender: 'male' },
      { wears: ['hat', 'mask'] },
    ]);
  });

  it('takes a choice for the whole image as one for its only face', () => {
    const { faces } = readLabelStudio(
      tasks([rectangle('one', 5), choice('gender', ['male'], 'elsewhere')]),
      context,
    );
    expect(faces[0]!.attributes.get('gender')).toBe('male');
  });

  it('tells predictions by their model, and reads none of them as labels', () => {
    const predictions = [{ model_version: 'm-1', result: [rectangle('p', 1)] }];
    expect(readLabelStudio(tasks([], { annotations: [], predictions }), context)).toMatchObject({
      read: 1,
      faces: [],
      problems: [{ code: 'predictions-left-out', reason: expect.stringContaining('“m-1”') as string }],
    });
  });

  it('takes the newest prediction where it is wanted and nobody has annotated, and says whose it is', () => {
    const predictions = [
      { model_version: 'm-1', result: [rectangle('p', 1)] },
      { model_version: 'm-2', score: 0.75, result: [rectangle('q', 5), keyPoint('nose', 10)] },
    ];
    const wanting = { ...context, predictions: true };
    const read = readLabelStudio(tasks([], { annotations: [], predictions }), wanting);
    expect(read.faces).toMatchObject([
      {
        box: { x: 0.05, drawnBy: 'detector', score: 0.75 },
        points: new Map([['nose', { x: 0.1, y: 0.2, visibility: 2 }]]),
        origin: { file: 'tasks.json (predicted by m-2)', line: null },
      },
    ]);
    expect(read).toMatchObject({ read: 1, predicted: 0, problems: [] });
    // What a person has labelled is theirs.
    const { faces } = readLabelStudio(tasks([rectangle('mine', 9)], { predictions }), wanting);
    expect(faces).toMatchObject([{ box: { x: 0.09 }, origin: { file: 'tasks.json' } }]);
    expect(readLabelStudio(tasks([], { annotations: [], predictions }), context).predicted).toBe(1);
  });

  it('passes over what was cancelled, and tells several annotations', () => {
    const annotations = [
      { was_cancelled: true, result: [rectangle('a', 1)] },
      { result: [rectangle('b', 2)] },
      { result: [rectangle('c', 3)] },
    ];
    const { faces, problems } = readLabelStudio(tasks([], { annotations }), context);
    expect(faces).toMatchObject([{ box: { x: 0.02 } }]);
    expect(problems).toMatchObject([{ code: 'several-annotations' }]);
  });

  it('passes over an annotation in which nothing was labelled', () => {
    const annotations = [{ result: null }, { result: [] }, { result: [rectangle('b', 2)] }];
    const { faces, problems } = readLabelStudio(tasks([], { annotations }), context);
    expect(faces).toMatchObject([{ box: { x: 0.02 } }]);
    expect(problems).toMatchObject([
      { reason: 'task 7 has 3 annotations: the first that is not empty was read' },
    ]);
  });

  it('takes what is null for absent', () => {
    const nothing = { meta: null, original_width: null, original_height: null };
    const { value } = rectangle('one', 5) as { readonly value: object };
    const result = [
      { ...rectangle('one', 5), ...nothing, value: { ...value, rotation: null, text: null, choices: null } },
      { ...keyPoint('nose', 10), ...nothing, id: null, parentID: null },
      { ...keyPoint('chin', 10), meta: { text: null } },
      { ...choice('gender', ['male'], 'one'), value: { choices: ['male'], number: null, x: null } },
    ];
    expect(readLabelStudio(tasks(result, { id: null, predictions: null }), context)).toMatchObject({
      problems: [],
      faces: [
        { size: null, box: { x: 0.05 }, points: { size: 2 }, attributes: new Map([['gender', 'male']]) },
      ],
    });
  });

  it('reads a single task', () => {
    const [task] = JSON.parse(tasks([rectangle('one', 5)])) as [object];
    expect(isLabelStudio(task)).toBe(true);
    expect(readLabelStudio(JSON.stringify(task), context)).toMatchObject({
      problems: [],
      faces: [{ image: '/data/upload/1/0a1b2c3d-a.jpg', box: { x: 0.05 } }],
    });
    expect(() => readLabelStudio('{"a":1}', context)).toThrow(/export the project as JSON/);
  });

  it('tells turned rectangles, brushes, and tasks without an image or annotation', () => {
    const turned = { ...rectangle('one', 5), value: { x: 1, y: 1, width: 2, height: 2, rotation: 30 } };
    const brush = { id: 'b', type: 'brushlabels', value: {} };
    const text = JSON.stringify([
      { data: { image: 'a.jpg' }, annotations: [{ result: [turned, brush, 5] }] },
      { data: {}, annotations: [{ result: [] }] },
      { data: { image: 'a.jpg' }, annotations: [] },
      'task',
    ]);
    expect(readLabelStudio(text, context).problems.map(({ code }) => code)).toEqual([
      'region-invalid',
      'region-invalid',
      'region-invalid',
      'no-face',
      'image-unknown',
      'no-annotation',
      'task-invalid',
    ]);
  });
});
