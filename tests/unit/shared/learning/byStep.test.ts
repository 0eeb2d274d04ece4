import { describe, expect, it } from 'vitest';
import { beforeStep, withStep } from '../../../../src/shared/learning/byStep';

const notes = [{ globalStep: 10 }, { globalStep: 20 }, { globalStep: 30 }];

describe('notes of steps', () => {
  it('grow at their end', () => {
    expect(withStep(notes, { globalStep: 40 })).toEqual([...notes, { globalStep: 40 }]);
    expect(withStep([], { globalStep: 1 })).toEqual([{ globalStep: 1 }]);
  });

  it('are replaced from a step that comes again', () => {
    const again = { globalStep: 20, best: true };
    expect(withStep(notes, again)).toEqual([{ globalStep: 10 }, again]);
    expect(beforeStep(notes, 30)).toEqual(notes.slice(0, 2));
    expect(notes).toHaveLength(3);
  });
});
