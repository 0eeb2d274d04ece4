import { expect, it } from 'vitest';
import { advisedIn, networkMetrics } from '../../../../../src/main/models/card/networkMetrics';

const metrics = {
  'accuracy/gender': 0.91,
  'balanced_accuracy/gender': 0.9,
  'accuracy_alone/gender': 0.89,
  'accuracy/again': 0.7,
  loss: 3,
};

it('of a head that was advised the network has the accuracy without the adviser, and nothing else', () => {
  expect(advisedIn(metrics)).toEqual(['gender']);
  expect(networkMetrics(metrics)).toEqual({ 'accuracy/again': 0.7, loss: 3, 'accuracy/gender': 0.89 });
});

it('of heads that were not advised it has all', () => {
  const { 'accuracy_alone/gender': _alone, ...others } = metrics;
  expect(advisedIn(others)).toEqual([]);
  expect(networkMetrics(others)).toEqual(others);
});
