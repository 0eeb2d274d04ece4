import { describe, expect, it } from 'vitest';
import { isInShard } from '../../../../src/main/prediction/shard';

describe('parts of a folder', () => {
  it('have each photo once, and about as many each', () => {
    const names = Array.from(
      { length: 5000 },
      (_, index) => `holiday/IMG_${String(index).padStart(4, '0')}.jpg`,
    );
    const parts = Array.from({ length: 7 }, (_, index) =>
      names.filter((name) => isInShard({ name }, { index: index + 1, count: 7 })),
    );
    expect(parts.flat().sort()).toEqual(names);
    for (const part of parts) expect(Math.abs(part.length - 5000 / 7)).toBeLessThan(120);
  });

  it('are the same for ever: machines with different versions share a folder', () => {
    const parts = ['a.jpg', 'b.jpg', 'ü/ö.jpg', 'line\nbreak.png'].map((name) =>
      [1, 2, 3].find((index) => isInShard({ name }, { index, count: 3 })),
    );
    expect(parts).toMatchInlineSnapshot(`
      [
        1,
        1,
        1,
        2,
      ]
    `);
  });
});
