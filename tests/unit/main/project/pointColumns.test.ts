import { describe, expect, it } from 'vitest';
import type { Landmark } from '@shared/domain/face';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';
import { PointColumns } from '../../../../src/main/project/pointColumns';

const schemeOf = (...ids: string[]): LandmarkScheme => ({
  ...mtflTemplate.scheme,
  points: ids.map((id) => ({ id, name: id, aliases: [] })),
});
const at = (x: number): Landmark => ({ x, y: x, visibility: 2 });
const none: Landmark = { x: 0, y: 0, visibility: 0 };
const first = schemeOf('a', 'b', 'c');
const second = schemeOf('c', 'd', 'a');

describe('PointColumns', () => {
  it('are the first scheme’s points, and then what later ones bring', () => {
    const columns = new PointColumns(['a', 'b', 'c']);
    expect(columns.areOf(first)).toBe(true);
    expect(columns.with(first)).toBe(columns);
    const later = columns.with(second);
    expect(later.ids).toEqual(['a', 'b', 'c', 'd']);
    expect([later.areOf(first), later.areOf(second)]).toEqual([false, false]);
    expect(later.placesOf(second)).toEqual([2, 3, 0]);
    expect(later.stretchesOf(second)).toEqual([
      { start: 0, length: 1 },
      { start: 2, length: 2 },
    ]);
  });

  it('read the scheme’s points from what was stored before it', () => {
    const columns = new PointColumns(['a', 'b', 'c']).with(second);
    expect(columns.read([at(1), at(2), at(3)], second)).toEqual([at(3), none, at(1)]);
    expect(columns.read([at(1), at(2), at(3), at(4)], first)).toEqual([at(1), at(2), at(3)]);
  });

  it('write a scheme’s points and keep the others as they are stored', () => {
    const columns = new PointColumns(['a', 'b', 'c']).with(second);
    const stored = columns.write([at(30), at(40), at(10)], second, () => [at(1), at(2), at(3)]);
    expect(stored).toEqual([at(10), at(2), at(30), at(40)]);
    expect(columns.read(stored, first)).toEqual([at(10), at(2), at(30)]);
  });

  it('leave everything as it is while the scheme was never exchanged', () => {
    const columns = new PointColumns(['a', 'b', 'c']);
    const landmarks = [at(1), at(2), at(3)];
    const never = (): never => {
      throw new Error('It is not needed.');
    };
    expect(columns.write(landmarks, first, never)).toBe(landmarks);
    expect(columns.read(landmarks, first)).toBe(landmarks);
  });
});
