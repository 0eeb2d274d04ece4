import { describe, expect, it } from 'vitest';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { context, tinyFaces } from '../pipeline/tinyRun';

const head = (kind: HeadConfiguration['kind']): HeadConfiguration => ({
  ...{ name: 'glasses', kind, weight: 1 },
  target: { from: 'attribute', attribute: 'glasses' },
});
const facesWith = (label: (face: number) => number) => {
  const faces = tinyFaces(6);
  faces.attributes['glasses']!.forEach((_, face, column) => (column[face] = label(face)));
  return faces;
};

describe.each(['multi-class', 'binary'] as const)('a %s head', (kind) => {
  const multiHead = createMultiHead([head(kind)], context);

  it.each([
    [0, 'no'],
    [1, 'yes'],
  ] as const)('is refused where every labelled face has the class %d alone', (only, value) => {
    const faces = facesWith((face) => (face < 4 ? only : Number.NaN));
    const name = context.attributes
      .find(({ id }) => id === 'glasses')!
      .values.find(({ id }) => id === value)!.name;
    expect(() => multiHead.requireLabels(faces)).toThrow(
      expect.objectContaining({
        code: 'head-with-one-class',
        message: expect.stringContaining(`all 4 labelled faces have the value “${name}”`) as string,
        details: { head: 'glasses', value: name, faces: 4 },
      }),
    );
  });

  it('is trained where there are two', () => {
    expect(() => multiHead.requireLabels(facesWith((face) => (face === 5 ? 1 : 0)))).not.toThrow();
  });
});
