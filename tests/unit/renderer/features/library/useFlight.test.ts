import { describe, expect, it } from 'vitest';
import { isFlight } from '../../../../../src/renderer/features/library/useFlight';

describe('a flight', () => {
  it('is a move faster than anybody can look', () => {
    expect(isFlight(0.7, 16, false)).toBe(true);
    expect(isFlight(0.05, 16, false)).toBe(false);
  });

  it('is no single jump, however far', () => {
    expect(isFlight(900, 2_000, false)).toBe(false);
  });

  it('goes on at half its speed, so that a late frame does not end it', () => {
    expect(isFlight(0.3, 80, false)).toBe(false);
    expect(isFlight(0.3, 80, true)).toBe(true);
    expect(isFlight(0.1, 80, true)).toBe(false);
  });
});
