import { labelSuspicion } from '@shared/insight/labelSuspicion';
import { facesWith } from '@shared/insight/outcome';
import { ranksOf } from '@shared/insight/ranking';
import { describe, expect, it } from 'vitest';
import { choice, columnsOf, none, yesNo } from './columns';

describe('labelSuspicion', () => {
  it('doubts a label where the head is confident of another value, and ranks by the margin', () => {
    // On faces labelled no the head gives no 0.9, 0.8 and 0.1: 0.6 on average; on those labelled yes, yes 0.9.
    const columns = yesNo([0.1, 0], [0.2, 0], [0.9, 0], [0.9, 1], [0.5, none]);
    const { ranks, suspects } = labelSuspicion(columns);
    expect([...suspects]).toEqual([0, 0, 1, 0, 0]);
    expect([...ranks]).toEqual([
      expect.closeTo(-0.8, 6),
      expect.closeTo(-0.6, 6),
      expect.closeTo(0.8, 6),
      expect.closeTo(-0.8, 6),
      none,
    ]);
    expect([...facesWith(columns, { suspect: true })]).toEqual([30]);
    expect([...facesWith(columns, { suspect: false })]).toEqual([10, 20, 40]);
  });

  it('asks no more sureness of a class than the head has of those labelled so', () => {
    // The head never gives b more than 0.4, and a never less than 0.9 where it is right: 0.4 for b is confident.
    const columns = choice(
      [[0.9, 0.05, 0.05], 0],
      [[0.95, 0.03, 0.02], 0],
      [[0.5, 0.4, 0.1], 0],
      [[0.55, 0.4, 0.05], 1],
      [[0.6, 0.3, 0.1], 1],
    );
    expect([...labelSuspicion(columns).suspects]).toEqual([0, 0, 1, 0, 0]);
  });

  it('never suspects a label for a value that no face is labelled with', () => {
    const columns = choice([[0.1, 0.1, 0.8], 0], [[0.8, 0.1, 0.1], 0]);
    expect([...labelSuspicion(columns).suspects]).toEqual([0, 0]);
  });

  it('doubts a face as far as its most doubtful tag', () => {
    const columns = columnsOf('multi-label', { form: 'tags', values: ['hat', 'mask'] }, [
      { said: [0.9, 0.2], is: [1, 0], error: 0 },
      { said: [0.1, 0.9], is: [1, 1], error: 0.5 },
      { said: [0.2, 0.1], is: [0, 0], error: 0 },
      { said: [0.5, 0.5], is: [none, none], error: none },
    ]);
    const { ranks, suspects } = labelSuspicion(columns);
    expect([...suspects]).toEqual([0, 1, 0, 0]);
    expect([...ranks]).toEqual([
      expect.closeTo(-0.6, 6),
      expect.closeTo(0.8, 6),
      expect.closeTo(-0.6, 6),
      none,
    ]);
  });

  it('ranks points by their error, and losses by themselves', () => {
    const columns = columnsOf('landmarks', { form: 'points', points: ['eye'] }, [
      { said: [0, 0], is: [0, 0, 10], error: 0.5 },
      { said: [0, 0], is: [none, none, none], error: none },
    ]);
    expect([...ranksOf(columns, 'suspicion')]).toEqual([0.5, none]);
    expect([...ranksOf({ ...columns, losses: Float32Array.of(2, none) }, 'loss')]).toEqual([2, none]);
    expect([...facesWith(columns, { suspect: true })]).toEqual([]);
  });
});
