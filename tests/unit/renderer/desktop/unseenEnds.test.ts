import { describe, expect, it } from 'vitest';
import type { StudioEvent } from '@shared/contract/events';
import { LongJobs } from '../../../../src/renderer/desktop/unseenEnds';

const progress = (jobId: string): StudioEvent => ({
  name: 'job.progress',
  payload: { jobId, phase: 'x', done: 0, total: 1, rate: null, etaSeconds: null, message: '' },
});
const end = (jobId: string, outcome: 'done' | 'cancelled' | 'failed'): StudioEvent => ({
  name: 'job.end',
  payload: { jobId, outcome, result: undefined },
});

function follow(outcome: 'done' | 'cancelled' | 'failed', seconds: number) {
  let nowMs = 0;
  const jobs = new LongJobs(() => nowMs);
  expect(jobs.follow(progress('a'), () => 'runs.train')).toBeNull();
  nowMs = 1_000;
  expect(jobs.follow(progress('a'), () => null)).toBeNull();
  nowMs = seconds * 1_000;
  return jobs.follow(end('a', outcome), () => null);
}

describe('LongJobs', () => {
  it('tells of a long job’s end, and which job it was', () => {
    expect(follow('done', 16)).toMatchObject({ channel: 'runs.train', end: { outcome: 'done' } });
    expect(follow('failed', 16)).toMatchObject({ end: { outcome: 'failed' } });
  });

  it('says nothing of short ones, of those that a person stopped, and of the unknown', () => {
    expect(follow('done', 14)).toBeNull();
    expect(follow('cancelled', 100)).toBeNull();
    expect(new LongJobs().follow(end('b', 'done'), () => null)).toBeNull();
  });
});
