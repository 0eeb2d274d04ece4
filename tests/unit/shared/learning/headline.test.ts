import { describe, expect, it } from 'vitest';
import { beats, headlineOf, readingOf } from '@shared/learning/headline';

describe('a head’s headline', () => {
  it('is the number that says most of it', () => {
    const metrics = {
      'accuracy/pose': 0.7,
      'average_loss/pose': 1,
      'nme/landmarks': 0.1,
      'auc/wears': 0.9,
      'average_loss/wears': 2,
    };
    expect(headlineOf('pose', metrics)).toEqual({ metric: 'accuracy', value: 0.7 });
    expect(headlineOf('landmarks', metrics)).toEqual({ metric: 'nme', value: 0.1 });
    expect(headlineOf('wears', metrics)).toEqual({ metric: 'average_loss', value: 2 });
    expect(headlineOf('age', metrics)).toBeNull();
  });

  it('beats a constant by being lower or higher, as the metric is read', () => {
    expect(beats('nme', 0.1, 0.3)).toBe(true);
    expect(beats('accuracy', 0.5, 0.6)).toBe(false);
    expect(beats('accuracy', 0.6, 0.6)).toBe(false);
    expect(readingOf('nme').unit).toBe('eye-distance');
  });
});
