import { type Template, mtflTemplate } from '@shared/domain/template';
import { templateProblems } from '@shared/domain/templateCheck';
import { describe, expect, it } from 'vitest';
import { template68 } from '../../main/project/templates';

const withScheme = (changes: Partial<Template['scheme']>): Template => ({
  ...mtflTemplate,
  scheme: { ...mtflTemplate.scheme, ...changes },
});

const withAttribute = (changes: Partial<Template['attributes'][number]>): Template => ({
  ...mtflTemplate,
  attributes: [{ ...mtflTemplate.attributes[0]!, ...changes }],
});

describe('templateProblems', () => {
  it('finds none in sound templates', () => {
    expect(templateProblems(mtflTemplate)).toEqual([]);
    expect(templateProblems(template68)).toEqual([]);
  });

  it.each([
    ['an edge to nowhere', withScheme({ edges: [['nose', 'chin']] }), '"chin" is used'],
    ['a pair with a stranger', withScheme({ symmetricPairs: [['left_eye', 'tail']] }), '"tail" is used'],
    [
      'a point in two pairs',
      withScheme({
        symmetricPairs: [
          ['left_eye', 'right_eye'],
          ['left_eye', 'nose'],
        ],
      }),
      '"left_eye" stands in two pairs',
    ],
    ['no eyes', withScheme({ eyes: { left: [], right: ['right_eye'] } }), 'eye needs'],
    [
      'points of one name',
      withScheme({ points: [...mtflTemplate.scheme.points, mtflTemplate.scheme.points[0]!] }),
      'Two points',
    ],
    ['no points', withScheme({ points: [] }), 'no points'],
    [
      'attributes of one name',
      { ...mtflTemplate, attributes: [...mtflTemplate.attributes, mtflTemplate.attributes[1]!] },
      'Two attributes',
    ],
    ['a swap of nothing', withAttribute({ mirrorSwaps: [['male', 'other']] }), 'swaps "other"'],
    [
      'a double swap',
      withAttribute({
        mirrorSwaps: [
          ['male', 'female'],
          ['male', 'female'],
        ],
      }),
      'twice',
    ],
    ['one value', withAttribute({ values: [{ id: 'male', name: 'Male' }] }), 'needs values'],
    ['a boolean of one value', withAttribute({ kind: 'boolean', values: [] }), 'two values'],
    ['no tags', withAttribute({ kind: 'tags', values: [] }), 'needs values'],
    ['a number with values', withAttribute({ kind: 'number' }), 'number without values'],
    [
      'a nameless value',
      withAttribute({
        values: [
          { id: '', name: '' },
          { id: 'a', name: 'A' },
        ],
      }),
      'without an id',
    ],
    [
      'values of one name',
      withAttribute({
        values: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
          { id: 'b', name: 'B' },
        ],
      }),
      'value "a" twice',
    ],
  ])('finds %s', (_, template, problem) => {
    expect(templateProblems(template).join(' ')).toContain(problem);
  });
});
