import { expect, it } from 'vitest';
import { comparedHeadlines } from '@shared/learning/comparedHeadlines';

it('compares each head by what says most of it, where both have that', () => {
  const original = {
    'average_loss/landmarks': 1,
    'nme/landmarks': 0.08,
    'average_loss/pose': 0.5,
    'accuracy/pose': 0.7,
    'average_loss/age': 3,
    loss: 2,
  };
  expect(comparedHeadlines(original, { 'nme/landmarks': 0.09, 'accuracy/pose': 0.6 })).toEqual([
    { head: 'landmarks', metric: 'nme', original: 0.08, again: 0.09 },
    { head: 'pose', metric: 'accuracy', original: 0.7, again: 0.6 },
  ]);
});
