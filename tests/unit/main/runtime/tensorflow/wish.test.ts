import { describe, expect, it } from 'vitest';
import { tensorFlowWish, wantedVariants } from '../../../../../src/main/runtime/tensorflow/wish';

describe('FACET_TENSORFLOW', () => {
  it.each([
    [undefined, 'auto', ['cuda', 'cpu']],
    ['auto', 'auto', ['cuda', 'cpu']],
    ['nonsense', 'auto', ['cuda', 'cpu']],
    ['cpu', 'cpu', ['cpu']],
    ['cuda', 'cuda', ['cuda']],
    ['off', 'off', []],
  ])('%s', (value, wish, variants) => {
    const environment = value === undefined ? {} : { FACET_TENSORFLOW: value };
    expect(tensorFlowWish(environment)).toBe(wish);
    expect(wantedVariants(environment)).toEqual(variants);
  });
});
