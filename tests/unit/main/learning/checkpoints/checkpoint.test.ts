import { describe, expect, it } from 'vitest';
import {
  networkCalibration,
  requireSameModel,
} from '../../../../../src/main/learning/checkpoints/checkpoint';
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

describe('networkCalibration', () => {
  const fitted = (temperature: number) => ({ temperature, labels: 90, errorBefore: 0.2, errorAfter: 0.1 });
  const advice = { gender: { weights: [1], share: 0.5 }, smile: { weights: [1], share: 0.5 } };
  const calibration = { gender: fitted(2), smile: fitted(3), pose: fitted(4) };

  it('is of the network by itself where a head answers with an adviser’s word', () => {
    const checkpoint = {
      ...sampleCheckpoint(1),
      calibration,
      advice,
      calibrationAlone: { gender: fitted(5) },
    };
    expect(networkCalibration(checkpoint)).toEqual({ gender: fitted(5), pose: fitted(4) });
  });

  it('is the checkpoint’s where there is none, or none was fitted', () => {
    expect(networkCalibration({ ...sampleCheckpoint(1), calibration })).toEqual(calibration);
    const { calibration: _calibration, ...without } = sampleCheckpoint(1);
    expect(networkCalibration(without)).toEqual({});
  });
});
