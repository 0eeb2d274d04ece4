import { describe, expect, it } from 'vitest';
import { planPortrait } from '../../../../../src/main/datasets/synthetic/portrait';

const halves = ['training', 'testing'] as const;

describe('planPortrait', () => {
  it('plans the same face for the same seed and place, and another for any other', () => {
    const row = (seed: number, split: 'training' | 'testing', index: number): unknown =>
      planPortrait(seed, { split, index }).row;
    expect(row(1, 'training', 4)).toEqual(row(1, 'training', 4));
    const others = [row(2, 'training', 4), row(1, 'testing', 4), row(1, 'training', 5)];
    for (const other of others) expect(other).not.toEqual(row(1, 'training', 4));
  });

  it('labels what it draws', () => {
    for (const split of halves) {
      for (let index = 0; index < 200; index += 1) {
        const { row, kind, sitting } = planPortrait(3, { split, index });
        const { person } = sitting;
        expect(row.imagePath).toBe(`${kind.folder}/drawn-${String(index + 1).padStart(5, '0')}.jpg`);
        expect(row.attributes).toEqual({
          gender: person.female ? 'female' : 'male',
          smile: person.smile ? 'yes' : 'no',
          glasses: person.glasses ? 'yes' : 'no',
          pose: person.pose,
        });
        expect(row.landmarks).toHaveLength(5);
        for (const { x, y, visibility } of row.landmarks) {
          expect(visibility).toBe(2);
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(kind.widthPx);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(kind.heightPx);
        }
      }
    }
  });

  it('turns the nose to the side that the pose names', () => {
    const offset = (index: number): [pose: string, noseOffset: number] => {
      const { row, sitting } = planPortrait(3, { split: 'testing', index });
      const [left, right, nose] = row.landmarks;
      // Along the line between the eyes, so that the head’s roll does not count.
      const [dx, dy] = [right!.x - left!.x, right!.y - left!.y];
      const along = ((nose!.x - left!.x) * dx + (nose!.y - left!.y) * dy) / (dx * dx + dy * dy);
      return [sitting.person.pose, along - 0.5];
    };
    const offsets = Array.from({ length: 400 }, (_, index) => offset(index));
    const of = (pose: string): number[] =>
      offsets.filter(([name]) => name === pose).map(([, value]) => value);
    expect(Math.max(...of('left_profile'), ...of('left'))).toBeLessThan(-0.1);
    expect(Math.min(...of('right_profile'), ...of('right'))).toBeGreaterThan(0.1);
    expect(
      Math.abs(of('frontal').reduce((sum, value) => sum + value, 0) / of('frontal').length),
    ).toBeLessThan(0.05);
  });

  it('keeps a few of the cropped images without colour, as AFLW has them, and none of the others', () => {
    const gray = (split: 'training' | 'testing'): number =>
      Array.from({ length: 500 }, (_, index) => planPortrait(1, { split, index })).filter((plan) => plan.gray)
        .length;
    expect(gray('testing')).toBeGreaterThan(2);
    expect(gray('testing')).toBeLessThan(25);
    expect(gray('training')).toBe(0);
  });
});
