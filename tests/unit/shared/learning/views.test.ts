import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { canRealign, viewChoiceOf, viewChoices, viewsOf } from '@shared/learning/views';

describe('views of a face', () => {
  it('have a word each, and a run without any has one', () => {
    expect(viewChoices.map(viewsOf)).toEqual([
      { mirrored: false, realigned: false },
      { mirrored: true, realigned: false },
      { mirrored: false, realigned: true },
      { mirrored: true, realigned: true },
    ]);
    expect(viewChoices.map((choice) => viewChoiceOf(viewsOf(choice)))).toEqual(viewChoices);
    expect(viewChoiceOf(undefined)).toBe('one');
  });

  it('are realigned by a head of two points or more in the crop', () => {
    const [landmarks, ...others] = presetConfiguration('studio', mtflTemplate).heads;
    expect(canRealign([...others, landmarks!])).toBe(true);
    expect(canRealign(others)).toBe(false);
    expect(canRealign([{ ...landmarks!, target: { from: 'landmarks', points: ['nose'] } }])).toBe(false);
    expect(canRealign(presetConfiguration('tutorial', mtflTemplate).heads)).toBe(false);
  });
});
