import { describe, expect, it } from 'vitest';
import { onlyFaces } from '../../../../../src/main/datasets/labels/onlyFaces';
import type { LabelledFace } from '../../../../../src/main/datasets/labels/record';

function thing(kind: string | null, points: readonly string[] = []): LabelledFace {
  return {
    ...{ image: 'a.jpg', size: null, unit: 'pixels', box: { x: 0, y: 0, width: 9, height: 9 }, kind },
    points: new Map(points.map((name) => [name, { x: 1, y: 1, visibility: 2 }])),
    ...{ attributes: new Map(), split: null, origin: { file: 'a.json', line: null } },
  };
}

describe('onlyFaces', () => {
  it('leaves boxes of other things out where some are called faces, and says of each kind how many', () => {
    const [face, human, dog, chair, nameless] = ['face', 'Human_Face', 'dog', 'chair', null].map((kind) =>
      thing(kind),
    );
    const marked = thing('dog', ['nose']);
    const found = [dog!, face!, chair!, dog!, human!, nameless!, marked];
    const { faces, problems } = onlyFaces(found);
    expect(faces).toEqual([face, human, nameless, marked]);
    expect(problems).toEqual([
      {
        file: 'a.json',
        code: 'no-face',
        reason: '2 boxes of “dog” left out: the files call other things faces',
      },
      {
        file: 'a.json',
        code: 'no-face',
        reason: 'one box of “chair” left out: the files call other things faces',
      },
    ]);
  });

  it('keeps everything where nothing is called a face', () => {
    const found = [thing('subject'), thing('surface'), thing(null)];
    expect(onlyFaces(found)).toEqual({ faces: found, problems: [] });
  });
});
