import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../../../../src/main/datasets/labels/tfrecord/example';

describe('exampleOf', () => {
  it('is protocol buffers’ encoding of features', () => {
    const example = exampleOf({ a: { integers: [1, 300] } });
    // Example{1: Features{1: entry{1: "a", 2: Feature{3: Int64List{1: packed 1, 300}}}}}
    expect(example.toString('hex')).toBe('0a0e0a0c0a016112071a050a0301ac02');
  });
});
