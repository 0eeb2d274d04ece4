import { describe, expect, it } from 'vitest';
import { headForms, type NamedHeadForm } from '../../../../../src/main/prediction/headForms';
import { overlayOf } from '../../../../../src/main/prediction/outputs/overlayContent';
import type { PredictedPhoto, PredictedValue } from '../../../../../src/main/prediction/predictedFace';
import { predictedPhoto, studioModel } from '../example';

const forms = headForms(studioModel);

function withValue(photo: PredictedPhoto, head: string, value: PredictedValue): PredictedPhoto {
  return { ...photo, faces: [{ ...photo.faces[0]!, values: new Map([[head, value]]) }] };
}

describe('overlayOf', () => {
  it('shows each point with its side, and the lines of the scheme between them', () => {
    const [face] = overlayOf(predictedPhoto('a.jpg'), studioModel, forms).faces;
    expect(face?.points).toEqual([
      { x: 0, y: 0.25, side: 'left' },
      { x: 10, y: 20.25, side: 'right' },
      { x: 20, y: 40.25, side: 'middle' },
      { x: 30, y: 60.25, side: 'left' },
      { x: 40, y: 80.25, side: 'right' },
    ]);
    expect(face?.edges).toEqual([
      [0, 2],
      [1, 2],
      [2, 3],
      [2, 4],
      [3, 4],
    ]);
  });

  it('tells several faces apart by their frames and numbers', () => {
    const [face] = predictedPhoto('a.jpg').faces;
    const box = { x: 1, y: 2, width: 30, height: 40 };
    const two = {
      ...predictedPhoto('a.jpg'),
      faces: [
        { ...face!, found: { box, score: 0.9 } },
        { ...face!, indexInPhoto: 1 },
      ],
    };
    const { faces, caption } = overlayOf(two, studioModel, forms);
    expect(faces.map(({ frame, label }) => [frame, label])).toEqual([
      [box, '0'],
      [null, '1'],
    ]);
    expect(caption.map(({ name }) => name)).toEqual([
      ...['0 Gender', '0 Smile', '0 Glasses', '0 Pose'],
      ...['1 Gender', '1 Smile', '1 Glasses', '1 Pose'],
    ]);
    const second = overlayOf({ ...two, faces: two.faces.slice(1) }, studioModel, forms);
    expect(second.faces.map(({ label }) => label)).toEqual(['1']);
  });

  it('joins only points that were predicted', () => {
    const photo = predictedPhoto('a.jpg');
    const points = new Map([...photo.faces[0]!.points].filter(([id]) => id.startsWith('mouth')));
    const partial = { ...photo, faces: [{ ...photo.faces[0]!, points }] };
    expect(overlayOf(partial, studioModel, forms).faces[0]!.edges).toEqual([[0, 1]]);
  });

  it('says in the template’s words what is likeliest, and how sure that is', () => {
    const { caption } = overlayOf(predictedPhoto('a.jpg', { pose: 'left_profile' }), studioModel, forms);
    expect(caption.map(({ name }) => name)).toEqual(['Gender', 'Smile', 'Glasses', 'Pose']);
    expect(caption.at(-1)).toEqual({ name: 'Pose', value: 'Left profile', confidence: 0.75 });
  });

  it('names tags and numbers, and a dash for none', () => {
    const values = [
      { id: 'hat', name: 'Hat' },
      { id: 'scarf', name: 'Scarf' },
    ];
    const tags: NamedHeadForm = { head: 'wears', attribute: null, form: { kind: 'tags', values } };
    const wearing = (ids: string[]): PredictedPhoto =>
      withValue(predictedPhoto('a.jpg'), 'wears', { kind: 'tags', values: ids, probabilities: {} });
    const captionOf = (photo: PredictedPhoto, form: NamedHeadForm): unknown =>
      overlayOf(photo, studioModel, [form]).caption;
    expect(captionOf(wearing(['hat', 'scarf']), tags)).toEqual([
      { name: 'wears', value: 'Hat, Scarf', confidence: null },
    ]);
    expect(captionOf(wearing([]), tags)).toMatchObject([{ value: '–' }]);
    const age: NamedHeadForm = { head: 'age', attribute: null, form: { kind: 'numbers', names: ['age'] } };
    const aged = withValue(predictedPhoto('a.jpg'), 'age', { kind: 'numbers', numbers: { age: 33.456 } });
    expect(captionOf(aged, age)).toEqual([{ name: 'age', value: '33.46', confidence: null }]);
  });
});
