import { describe, expect, it } from 'vitest';
import {
  requireFiniteAnswers,
  requireFiniteArrays,
  requireFiniteLosses,
} from '../../../../../src/main/learning/estimator/divergence';
import { sampleCheckpoint } from '../checkpoints/sample';

const notFinite = (message: RegExp, details: object) =>
  expect.objectContaining({
    code: 'loss-not-finite',
    message: expect.stringMatching(message) as string,
    details,
  }) as Error;

describe('a training may go on', () => {
  it('while every loss, answer and array is a number', () => {
    expect(() => requireFiniteLosses({ pose: 1e30, smile: 0 }, 7, 0.1)).not.toThrow();
    expect(() => requireFiniteAnswers([{ name: 'pose' }], [Float32Array.of(1, -1e30)], 7)).not.toThrow();
    expect(() => requireFiniteArrays(sampleCheckpoint(7))).not.toThrow();
  });
});

describe('a training ends', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'at a loss of %d, naming step, head and a learning rate to try',
    (loss) => {
      expect(() => requireFiniteLosses({ smile: 1, pose: loss }, 7, 0.1)).toThrow(
        notFinite(/head "pose" became (NaN|Infinity) at step 7.*rate of 0\.01 or less/, {
          head: 'pose',
          globalStep: 7,
        }),
      );
    },
  );

  it.each([
    [9.236e29, '0.01'],
    [0.003, '0.0003'],
    [0.0001, '0.00001'],
  ])('at a learning rate of %d is told to try one of %s', (rate, calmer) => {
    expect(() => requireFiniteLosses({ pose: Number.NaN }, 7, rate)).toThrow(`rate of ${calmer} or less`);
  });

  it('at an answer that is none, naming step and head', () => {
    const logits = [Float32Array.of(1, 2), Float32Array.of(1, Number.NEGATIVE_INFINITY)];
    expect(() => requireFiniteAnswers([{ name: 'smile' }, { name: 'pose' }], logits, 7)).toThrow(
      notFinite(/head "pose" no longer answers with numbers after step 7/, { head: 'pose', globalStep: 7 }),
    );
  });

  it.each(['trainable', 'state'] as const)('at a broken average of %s', (name) => {
    const none = { trainable: new Float32Array(3), state: new Float32Array(0) };
    const averages = { ...none, [name]: Float32Array.of(Number.NaN) };
    expect(() => requireFiniteArrays({ ...sampleCheckpoint(7), averages: none })).not.toThrow();
    expect(() => requireFiniteArrays({ ...sampleCheckpoint(7), averages })).toThrow(
      notFinite(/no longer numbers after step 7/, { globalStep: 7 }),
    );
  });

  it.each(['trainable', 'state', 'firstMoment', 'secondMoment'] as const)('at a broken %s', (name) => {
    const sample = sampleCheckpoint(7);
    const arrays = { ...sample.arrays, [name]: Float32Array.of(1, Number.POSITIVE_INFINITY) };
    expect(() => requireFiniteArrays({ ...sample, arrays })).toThrow(
      notFinite(/no longer numbers after step 7/, { globalStep: 7 }),
    );
  });
});
