import { describe, expect, it } from 'vitest';
import { columnsDigest } from '../../../../src/main/learning/columnsDigest';

describe('the digest of settings and columns', () => {
  const numbers = Float32Array.of(1, 2, 3, 4);

  it('is the same for the same settings and numbers, wherever they lie', () => {
    const elsewhere = Float32Array.of(0, 1, 2, 3, 4).subarray(1);
    expect(columnsDigest(['a', 1], [elsewhere])).toBe(columnsDigest(['a', 1], [numbers]));
  });

  it('is another where a setting or a number is', () => {
    const digests = [
      columnsDigest(['a', 1], [numbers]),
      columnsDigest(['a', 2], [numbers]),
      columnsDigest(['a', 1], [Float32Array.of(1, 2, 3, 5)]),
      columnsDigest(['a', 1], [numbers.subarray(1)]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
