import { describe, expect, it } from 'vitest';
import { againstFloor, headlineOf } from '../../../../../src/renderer/features/inspect/headline';

describe('headlineOf', () => {
  const evaluation = {
    metrics: { 'nme/landmarks': 0.09, 'accuracy/pose': 0.6, 'rmse/age': null as unknown as number },
    floors: { 'nme/landmarks': 0.3, 'accuracy/pose': 0.62 },
  };

  it('is the number that one asks for first, beside the constant’s', () => {
    expect(headlineOf(evaluation, 'landmarks', 'points')).toEqual({
      name: 'nme',
      value: 0.09,
      floor: 0.3,
      beaten: true,
    });
    expect(headlineOf(evaluation, 'pose', 'choice')).toMatchObject({ value: 0.6, beaten: false });
  });

  it('is none where there is none, or it could not be measured', () => {
    expect(headlineOf(evaluation, 'worn', 'tags')).toBeNull();
    expect(headlineOf(evaluation, 'age', 'number')).toBeNull();
  });
});

describe('againstFloor', () => {
  it('is better above a share and below an error, and no better when equal', () => {
    expect(againstFloor(0.6, 0.6, true).beaten).toBe(false);
    expect(againstFloor(0.1, 0.2, false).beaten).toBe(true);
    expect(againstFloor(0.1, null, false)).toEqual({ floor: null, beaten: null });
  });
});
