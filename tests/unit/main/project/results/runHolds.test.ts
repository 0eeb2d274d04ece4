import { describe, expect, it } from 'vitest';
import { RunHolds } from '../../../../../src/main/project/results/runHolds';

const [one, other] = [
  { id: 1, name: 'one' },
  { id: 2, name: 'other' },
];
const failing = (code: string): unknown => expect.objectContaining({ code });

describe('RunHolds', () => {
  it('keeps a run as long as anybody holds it, and says what holds it', () => {
    const holds = new RunHolds();
    const training = holds.hold(one, 'training');
    const [evaluating, predicting] = [holds.hold(one, 'job'), holds.hold(one, 'job')];
    expect(() => holds.leave([other, one])).toThrow(failing('run-at-work'));
    training();
    evaluating();
    expect(() => holds.leave([one])).toThrow(failing('run-in-use'));
    predicting();
    holds.leave([one, other])();
  });

  it('lets nobody hold a run that leaves, nor let it leave twice; the others of a refusal stay', () => {
    const holds = new RunHolds();
    const release = holds.leave([one]);
    expect(() => holds.hold(one, 'job')).toThrow(failing('run-in-use'));
    expect(() => holds.leave([other, one])).toThrow(failing('run-in-use'));
    holds.hold(other, 'training')();
    release();
    holds.hold(one, 'job')();
  });
});
