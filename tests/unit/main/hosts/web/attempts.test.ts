import { describe, expect, it } from 'vitest';
import { Attempts } from '../../../../../src/main/hosts/web/attempts';

describe('Attempts', () => {
  it('lets ten through, then one a second, each caller by itself', () => {
    let nowMs = 0;
    const attempts = new Attempts(() => nowMs);
    const takes = (caller: string, count: number): number =>
      Array.from({ length: count }, () => attempts.take(caller)).filter(Boolean).length;
    expect(takes('a', 50)).toBe(10);
    expect(takes('b', 1)).toBe(1);
    nowMs = 999;
    expect(takes('a', 5)).toBe(0);
    nowMs = 1_000;
    expect(takes('a', 5)).toBe(1);
    nowMs = 1_000_000;
    expect(takes('a', 50)).toBe(10);
  });

  it('remembers no more callers than it must', () => {
    const attempts = new Attempts(() => 0);
    for (let caller = 0; caller < 2_000; caller += 1) attempts.take(String(caller));
    expect(attempts['buckets'].size).toBe(1_000);
  });
});
