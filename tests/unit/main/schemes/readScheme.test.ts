import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { ExpectedError } from '@shared/result';
import { readScheme } from '../../../../src/main/schemes/readScheme';
import { otherSide, pairsByName } from '../../../../src/main/schemes/sides';

function problemsOf(text: string): readonly string[] {
  try {
    readScheme(text, 'scheme.json');
  } catch (thrown) {
    if (thrown instanceof ExpectedError && thrown.code === 'scheme-invalid') {
      return thrown.details!['problems'] as string[];
    }
    throw thrown;
  }
  return [];
}

describe('readScheme', () => {
  it('reads Facet’s own, as it writes it', () => {
    expect(readScheme(JSON.stringify(mtflTemplate.scheme), 'mtfl.json')).toEqual(mtflTemplate.scheme);
  });

  it('tells from the points’ names what is left out', () => {
    const text = JSON.stringify({ points: ['left_eye', 'right_eye', 'nose'], edges: [['left_eye', 'nose']] });
    expect(readScheme(text, 'three points.json')).toEqual({
      id: 'three points',
      name: 'three points',
      points: [
        { id: 'left_eye', name: 'Left eye', aliases: [] },
        { id: 'right_eye', name: 'Right eye', aliases: [] },
        { id: 'nose', name: 'Nose', aliases: [] },
      ],
      symmetricPairs: [['left_eye', 'right_eye']],
      edges: [['left_eye', 'nose']],
      eyes: { left: ['left_eye'], right: ['right_eye'] },
    });
  });

  it('reads COCO’s categories: their left is the person’s, their numbers begin at 1', () => {
    const category = {
      ...{ id: 1, name: 'person', supercategory: 'person' },
      keypoints: ['nose', 'left_eye', 'right_eye', 'left_eyebrow', 'right_eyebrow'],
      skeleton: [
        [1, 2],
        [1, 3],
      ],
    };
    const scheme = readScheme(JSON.stringify({ images: [], categories: [{ id: 7 }, category] }), 'coco.json');
    expect(scheme.name).toBe('person');
    expect(scheme.symmetricPairs).toEqual([
      ['right_eye', 'left_eye'],
      ['right_eyebrow', 'left_eyebrow'],
    ]);
    expect(scheme.edges).toEqual([
      ['nose', 'left_eye'],
      ['nose', 'right_eye'],
    ]);
    expect(scheme.eyes).toEqual({ left: ['right_eye'], right: ['left_eye'] });
  });

  it.each([
    ['{"points": [', [/^It is no JSON/]],
    ['[]', [/neither “points” .* nor “categories”/]],
    ['{"points": []}', [/^points: /]],
    ['{"points": [{"name": "Nose"}]}', [/^points\.0: /]],
    [
      '{"points": ["left_eye", "left_eye"], "symmetricPairs": [["left_eye", "ear"]], "eyes": {"left": ["left_eye"], "right": []}}',
      [
        /Two points are called "left_eye"/,
        /"ear" is used, and is no point/,
        /Each eye needs at least one point/,
      ],
    ],
    [
      '{"categories": [{"name": "face", "keypoints": ["left_eye", "right_eye"], "skeleton": [[1, 9]]}]}',
      [/"point 9" is used, and is no point/],
    ],
  ])('says everything that is wrong with %s', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(expected.length);
    for (const [index, problem] of expected.entries()) expect(problems[index]).toMatch(problem);
  });
});

describe('sides', () => {
  it('are told from words of a name only', () => {
    expect(pairsByName(['left_eye', 'right_eye', 'cleft', 'nose', 'eye-L', 'eye-R', 'left_ear'])).toEqual([
      ['left_eye', 'right_eye'],
    ]);
    expect(pairsByName(['eye_l', 'eye_r'])).toEqual([['eye_l', 'eye_r']]);
    expect([otherSide('cleft'), otherSide('chin')]).toEqual([null, null]);
  });
});
