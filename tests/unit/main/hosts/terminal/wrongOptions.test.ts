import { describe, expect, it } from 'vitest';
import { facet } from './scriptedStudio';

const train = ['train', '--project', '/p'];

describe('a value that the contract refuses', () => {
  it.each([
    [[...train, '--batch', '100000'], '--batch: give at most 4,096.'],
    [[...train, '--weight-decay', '5'], '--weight-decay: give at most 1.'],
    [[...train, '--averaging', '1'], '--averaging: give less than 1.'],
    [[...train, '--epochs', '1000000000'], '--epochs: give at most 10,000.'],
    [
      [...train, '--averaging', '1', '--batch', '5000'],
      '--batch: give at most 4,096; --averaging: give less than 1.',
    ],
    [['ablate', '--project', '/p', '--input-size', '7'], '--input-size: give at least 16.'],
    [['ablate', '--project', '/p', '--heads', 'pose', '--name', ' '], '--name: '],
  ])('is told by its option: %j', async (words, told) => {
    const { exitCode, errors } = await facet(words);
    expect(exitCode).toBe(2);
    expect(errors.at(-1)).toContain(`facet: ${told}`);
  });
});
