import { describe, expect, it } from 'vitest';
import { isTrainable } from '@shared/learning/trainable';

describe('isTrainable', () => {
  it('does not train a head without labels, or of classes with one alone', () => {
    const card = (labelledFaces: number, ...faces: number[]) => ({
      ...{ name: 'pose', kind: 'multi-class' as const, labelledFaces, floor: null },
      balance: faces.map((count, index) => ({ id: String(index), faces: count })),
    });
    expect([card(0, 0, 0), card(9, 9, 0), card(9, 8, 1)].map(isTrainable)).toEqual([false, false, true]);
    expect(isTrainable({ ...card(9), kind: 'regression' })).toBe(true);
  });
});
