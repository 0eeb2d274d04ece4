import { describe, expect, it } from 'vitest';
import { usualWeightDecay } from '@shared/learning/weightDecay';

describe('the usual weight decay', () => {
  it('is the preset’s for its own kind of optimizer, and none for another', () => {
    const preset = { kind: 'adam', weightDecay: 0.4 } as const;
    expect(usualWeightDecay('adam', preset)).toBe(0.4);
    expect(usualWeightDecay('momentum', preset)).toBe(0);
  });
});
