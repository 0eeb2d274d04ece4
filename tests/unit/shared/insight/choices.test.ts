import { choicesOf } from '@shared/insight/choices';
import { describe, expect, it } from 'vitest';
import { choice, none, yesNo } from './columns';

describe('choicesOf', () => {
  it('takes the likeliest value, the first of several', () => {
    const { labels, predicted, confidence } = choicesOf(
      choice([[0.25, 0.5, 0.25], 1], [[0.375, 0.25, 0.375], 2], [[0, 0, 1], none]),
    );
    expect([...labels]).toEqual([1, 2, -1]);
    expect([...predicted]).toEqual([1, 0, 2]);
    expect([...confidence]).toEqual([0.5, 0.375, 1]);
  });

  it('says yes above a half, as sure as its choice is likely', () => {
    const { predicted, confidence } = choicesOf(yesNo([0.75, 1], [0.5, 0], [0.125, 1]));
    expect([...predicted]).toEqual([1, 0, 0]);
    expect([...confidence]).toEqual([0.75, 0.5, 0.875]);
  });
});
