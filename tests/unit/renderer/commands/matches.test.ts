import { describe, expect, it } from 'vitest';
import { matches } from '../../../../src/renderer/commands/matches';

describe('matches', () => {
  it('finds by the beginnings of words, in any order and case', () => {
    expect(matches('Show or hide the points’ names', 'names show')).toBe(true);
    expect(matches('Show or hide the points’ names', 'ames')).toBe(false);
    expect(matches('Next face', 'PREV')).toBe(false);
  });

  it('does not ask for accents', () => {
    expect(matches('Più grandi, più piccoli', 'piu gra')).toBe(true);
    expect(matches('Piu grandi', 'più')).toBe(true);
  });

  it('finds everything before anything is typed', () => {
    expect(matches('Undo', '  ')).toBe(true);
  });
});
