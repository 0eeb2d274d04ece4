import { describe, expect, it } from 'vitest';
import { betterObjective, objectiveFloor, objectiveOf } from '@shared/trials/objective';

const floors = { 'average_loss/landmarks': 4, 'average_loss/pose': 1, 'average_loss/flat': 0 };

describe('what a search compares by', () => {
  it('is the mean over the heads of each loss beside a constant’s', () => {
    const metrics = { 'average_loss/landmarks': 1, 'average_loss/pose': 0.75, loss: 7 };
    expect(objectiveOf('relative-loss', metrics, floors)).toBe(0.5);
  });

  it('is 1 of a constant, and its metric where trials are compared by one', () => {
    expect(objectiveFloor('relative-loss', floors)).toBe(1);
    expect(objectiveFloor('average_loss/pose', floors)).toBe(1);
    expect(objectiveFloor('average_loss/landmarks', floors)).toBe(4);
    expect(objectiveFloor('nme/landmarks', floors)).toBeNull();
  });

  it('leaves out a head whose constant has no loss, and is null where none is left', () => {
    expect(objectiveOf('relative-loss', { 'average_loss/flat': 1 }, floors)).toBeNull();
  });

  it('is null where a loss is no number', () => {
    expect(objectiveOf('relative-loss', { 'average_loss/pose': Number.NaN }, floors)).toBeNull();
  });

  it('is a metric where one is named', () => {
    expect(objectiveOf('nme/landmarks', { 'nme/landmarks': 0.08 }, {})).toBe(0.08);
    expect(objectiveOf('nme/landmarks', {}, {})).toBeNull();
  });

  it.each([
    ['relative-loss', 'lower'],
    ['nme/landmarks', 'lower'],
    ['failure_rate/landmarks', 'lower'],
    ['auc/landmarks', 'higher'],
    ['balanced_accuracy/pose', 'higher'],
    ['macro_f1/pose', 'higher'],
  ])('%s: %s is better', (objective, better) => {
    expect(betterObjective(objective)).toBe(better);
  });
});
