import { describe, expect, it } from 'vitest';
import { strengthIn, strengthsUnlike, withStrengths } from '@shared/learning/evenDraws';

const balance = [
  { attribute: 'pose', strength: 0.5 },
  { attribute: 'gender', strength: 1 },
];

describe('faces drawn evenly', () => {
  it('have other strengths where they are given; zero takes an attribute out', () => {
    expect(withStrengths(balance, { pose: 0, smile: 0.25 })).toEqual([
      { attribute: 'gender', strength: 1 },
      { attribute: 'smile', strength: 0.25 },
    ]);
    expect(withStrengths(undefined, { smile: 0 })).toEqual([]);
    expect([
      strengthIn(balance, 'pose'),
      strengthIn(balance, 'smile'),
      strengthIn(undefined, 'pose'),
    ]).toEqual([0.5, 0, 0]);
  });

  it('are told from others by what differs, whatever the order', () => {
    expect(strengthsUnlike([...balance].reverse(), balance)).toEqual({});
    expect(strengthsUnlike(withStrengths(balance, { pose: 0, smile: 0.25 }), balance)).toEqual({
      ...{ pose: 0, smile: 0.25 },
    });
  });
});
