import { describe, expect, it } from 'vitest';
import { requireSameModel } from '../../../../../src/main/learning/checkpoints/checkpoint';
import { sampleCheckpoint } from './sample';

describe('requireSameModel', () => {
  const checkpoint = sampleCheckpoint(1);

  it('accepts its own model', () => {
    expect(() => requireSameModel(checkpoint, structuredClone(checkpoint.model))).not.toThrow();
  });

  it('names what differs', () => {
    const other = { ...checkpoint.model, heads: ['head_nose', 'head_pose'] };
    expect(() => requireSameModel(checkpoint, other)).toThrow(
      /made with the network "tutorial" at 40 px and the heads head_nose; .* the heads head_nose, head_pose/,
    );
  });

  it('notices layers of another size', () => {
    const parameters = [{ name: 'conv1/weights', shape: [1, 5], kind: 'trainable' as const }];
    expect(() => requireSameModel(checkpoint, { ...checkpoint.model, parameters })).toThrow(/other sizes/);
  });
});
