import { expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { randomFaces } from '../../../../../src/main/learning/pipeline/randomFaces';
import { Random } from '../../../../../src/main/learning/random';
import { context as everyAttribute } from '../heads/sample';

const { input, heads } = presetConfiguration('studio', mtflTemplate);

it('noise has crops of the input’s size, and a fitting label for every head and attribute', () => {
  const faces = randomFaces(input, everyAttribute, 50, Random.fromSeed(1));
  expect(faces).toMatchObject({ count: 50, crops: { sidePx: 144, marginPx: 24 } });
  expect(() => createMultiHead(heads, everyAttribute).requireLabels(faces)).not.toThrow();
  expect(faces.attributes['worn']).toHaveLength(150);
  expect([...faces.attributes['worn']!].every((tag) => tag === 0 || tag === 1)).toBe(true);
  expect(new Set(faces.attributes['pose'])).toEqual(new Set([0, 1, 2, 3, 4]));
  expect([...faces.attributes['age']!].every((age) => age >= 0 && age < 1)).toBe(true);
  // All points lie in the region that the crop shows.
  expect([...faces.points].every((pixel) => pixel >= 0 && pixel < 64)).toBe(true);
  expect([...faces.regions.slice(0, 4)]).toEqual([0, 0, 64, 64]);
});

it('the same seed makes the same noise', () => {
  const make = (seed: number) => randomFaces(input, mtflTemplate, 3, Random.fromSeed(seed));
  expect(make(1)).toEqual(make(1));
  expect(make(2)).not.toEqual(make(1));
});
