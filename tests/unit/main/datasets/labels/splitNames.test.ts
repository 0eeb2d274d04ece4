import { describe, expect, it } from 'vitest';
import { SplitNames } from '../../../../../src/main/datasets/labels/splitNames';

describe('names of splits', () => {
  it('are the words that other tools know, each always the same', () => {
    const names = new SplitNames();
    expect([names.of('training'), names.of('testing'), names.of('training')]).toEqual([
      'train',
      'test',
      'train',
    ]);
    expect(names.all).toEqual(['train', 'test']);
    expect(names.splits).toEqual({ train: 'training', test: 'testing' });
  });

  it('have a number where two splits become the same word', () => {
    const names = new SplitNames();
    expect(['training', 'train', 'testing'].map((split) => names.of(split))).toEqual([
      'train',
      'train-2',
      'test',
    ]);
    expect(names.of('train')).toBe('train-2');
    expect(names.splits).toEqual({ train: 'training', 'train-2': 'train', test: 'testing' });
  });
});
