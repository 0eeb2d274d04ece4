import { describe, expect, it } from 'vitest';
import { rovedTo } from '../../../../src/renderer/ui/useRovingFocus';

describe('a list of buttons that is one stop of Tab', () => {
  it('is walked by arrows, Home and End, and has two ends', () => {
    expect(rovedTo('ArrowDown', 0, 3)).toBe(1);
    expect(rovedTo('ArrowDown', 2, 3)).toBe(2);
    expect(rovedTo('ArrowUp', 0, 3)).toBe(0);
    expect(rovedTo('Home', 2, 3)).toBe(0);
    expect(rovedTo('End', 0, 3)).toBe(2);
  });

  it('leaves every other key to whoever it is for', () => {
    expect(rovedTo('Tab', 1, 3)).toBeNull();
    expect(rovedTo('Enter', 1, 3)).toBeNull();
    expect(rovedTo('f', 1, 3)).toBeNull();
  });
});
