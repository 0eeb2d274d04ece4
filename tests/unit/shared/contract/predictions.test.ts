import { describe, expect, it } from 'vitest';
import { facesAreFor } from '@shared/contract/predictions';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';

describe('what counts as a face, unless a person says otherwise', () => {
  it('is what the run’s network was taught to see', () => {
    expect(facesAreFor(presetConfiguration('studio', mtflTemplate).input)).toBe('found');
    expect(facesAreFor(presetConfiguration('tutorial', mtflTemplate).input)).toBe('whole');
  });
});
