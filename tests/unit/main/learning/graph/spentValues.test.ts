import { describe, expect, it } from 'vitest';
import { spentValues } from '../../../../../src/main/learning/graph/spentValues';

describe('spentValues', () => {
  it('lets each value go after its last reader, or at once where it has none, but for outputs and what nobody made', () => {
    const steps = [
      { reads: ['image', 'weights'], makes: 'a' },
      { reads: ['a', 'weights'], makes: 'b' },
      { reads: ['a'], makes: 'unread' },
      { reads: ['a', 'b'], makes: 'c' },
      { reads: ['c', 'b'], makes: 'd' },
    ];
    expect(spentValues(steps, ['c', 'd'])).toEqual([[], [], ['unread'], ['a'], ['b']]);
  });
});
