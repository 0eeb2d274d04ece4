import { describe, expect, it } from 'vitest';
import { ProgressMeter } from '../../../../src/main/jobs/progressMeter';

function meterAt(): { meter: ProgressMeter; at: (ms: number) => void } {
  let nowMs = 0;
  return { meter: new ProgressMeter('job', () => nowMs), at: (ms) => (nowMs = ms) };
}

describe('ProgressMeter', () => {
  it('speaks at most every tenth of a second, however often it is told', () => {
    const { meter, at } = meterAt();
    let spoken = 0;
    for (let ms = 0; ms <= 1000; ms += 1) {
      at(ms);
      if (meter.update({ phase: 'reading', done: ms, total: 100_000 })) spoken += 1;
    }
    expect(spoken).toBe(11);
  });

  it('always speaks of a new phase and of the last unit', () => {
    const { meter } = meterAt();
    expect(meter.update({ phase: 'reading', done: 0, total: 2 })).not.toBeNull();
    expect(meter.update({ phase: 'reading', done: 1, total: 2 })).toBeNull();
    expect(meter.update({ phase: 'reading', done: 2, total: 2 })).not.toBeNull();
    expect(meter.update({ phase: 'writing', done: 0, total: 9 })).not.toBeNull();
  });

  it('measures the rate and the time left', () => {
    const { meter, at } = meterAt();
    meter.update({ phase: 'reading', done: 0, total: 100 });
    at(2000);
    expect(meter.update({ phase: 'reading', done: 20, total: 100 })).toMatchObject({
      rate: 10,
      etaSeconds: 8,
    });
  });

  it('follows a change of pace within seconds', () => {
    const { meter, at } = meterAt();
    for (let second = 0; second <= 60; second += 1) {
      at(second * 1000);
      meter.update({ phase: 'reading', done: second, total: 1000 });
    }
    let done = 60;
    for (let second = 61; second <= 70; second += 1) {
      at(second * 1000);
      done += 50;
      const progress = meter.update({ phase: 'reading', done, total: 1000 });
      if (second === 70) expect(progress?.rate).toBeCloseTo(50, 5);
    }
  });

  it('claims nothing while it knows nothing', () => {
    const { meter } = meterAt();
    expect(meter.update({ phase: 'looking', done: 0 })).toMatchObject({
      total: null,
      rate: null,
      etaSeconds: null,
    });
  });
});
