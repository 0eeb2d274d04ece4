import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { gradientSamplingInterval } from '../../../../../src/main/learning/estimator/gradientSampling';

const [studio, tutorial] = [
  presetConfiguration('studio', mtflTemplate),
  presetConfiguration('tutorial', mtflTemplate),
];

describe('how often gradients are compared', () => {
  it('is about forty times a run of the studio’s length, and less often in a short one', () => {
    expect(gradientSamplingInterval(studio, 8000)).toBe(200);
    // Five heads, 3/8 of a step each: 94 steps are fifty times that.
    expect(gradientSamplingInterval(studio, 400)).toBe(94);
    expect(gradientSamplingInterval({ ...studio, batchSize: 8 }, 400)).toBe(250);
  });

  it('is never in the tutorial’s runs, in those of one head, and in those begun before it was asked for', () => {
    expect(gradientSamplingInterval(tutorial, 1000)).toBeNull();
    expect(gradientSamplingInterval({ ...studio, heads: studio.heads.slice(0, 1) }, 1000)).toBeNull();
    const { gradientSamples: _, ...before } = studio;
    expect(gradientSamplingInterval(before, 1000)).toBeNull();
  });
});
