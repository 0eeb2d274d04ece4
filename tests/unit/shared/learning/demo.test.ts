import { describe, expect, it } from 'vitest';
import { trainSchema } from '@shared/contract/training';
import { demoSteps, demoTraining } from '@shared/learning/demo';

describe('the demo’s training', () => {
  it('passes over the faces as often as its backend has time for', () => {
    expect(demoSteps(2400, 'tensorflow')).toBe(675);
    expect(demoSteps(2400, 'wasm')).toBe(150);
    expect(demoSteps(0, 'wasm')).toBe(1);
  });

  it('is a wish that the contract takes', () => {
    expect(trainSchema.safeParse(demoTraining(675)).success).toBe(true);
    expect(demoTraining(675)).toMatchObject({ name: 'demo-675-steps', checkpointEverySteps: 85 });
  });
});
