import { describe, expect, it } from 'vitest';
import type { StudioEvent } from '@shared/contract/events';
import { fail } from '@shared/result';
import { JobRunner, type RunningJob } from '../../../../src/main/jobs/jobRunner';

/** Runs one job to its end and answers every event it caused. */
async function eventsOf(
  work: (job: RunningJob) => Promise<unknown>,
  meanwhile: (runner: JobRunner, jobId: string) => void = () => undefined,
): Promise<{ jobId: string; events: StudioEvent[] }> {
  const events: StudioEvent[] = [];
  return new Promise((resolve) => {
    const runner = new JobRunner((event) => {
      events.push(event);
      if (event.name === 'job.end') resolve({ jobId: event.payload.jobId, events });
    });
    const jobId = runner.start(work);
    meanwhile(runner, jobId);
  });
}

describe('JobRunner', () => {
  it('tells progress and then the end with its result', async () => {
    const { jobId, events } = await eventsOf(async (job) => {
      job.progress({ phase: 'counting', done: 1, total: 2 });
      job.progress({ phase: 'counting', done: 2, total: 2 });
      return { counted: 2 };
    });
    expect(events.map((event) => event.name)).toEqual(['job.progress', 'job.progress', 'job.end']);
    expect(events.at(-1)?.payload).toEqual({ jobId, outcome: 'done', result: { counted: 2 } });
  });

  it('ends a job that throws as failed, with the failure as a value', async () => {
    const { events } = await eventsOf(async () => fail('image-missing', 'No such image.', { file: 'a.jpg' }));
    expect(events.at(-1)?.payload).toMatchObject({
      outcome: 'failed',
      error: { code: 'image-missing', message: 'No such image.', details: { file: 'a.jpg' } },
    });
  });

  it('cancels between two units and keeps what the job answers then', async () => {
    const { events } = await eventsOf(
      async (job) => {
        let units = 0;
        while (!job.signal.aborted) {
          units += 1;
          await new Promise((resolve) => setImmediate(resolve));
        }
        return { units };
      },
      (runner, jobId) => setImmediate(() => expect(runner.cancel(jobId)).toBe(true)),
    );
    const end = events.at(-1);
    expect(end?.payload).toMatchObject({ outcome: 'cancelled' });
    expect((end?.payload as { result: { units: number } }).result.units).toBeGreaterThan(0);
  });

  it('counts an abort that is thrown as cancelled, and another error after a cancel as failed', async () => {
    const aborting = await eventsOf(
      async (job) => {
        await new Promise((resolve) => setImmediate(resolve));
        job.signal.throwIfAborted();
      },
      (runner, jobId) => runner.cancel(jobId),
    );
    expect(aborting.events.at(-1)?.payload).toMatchObject({ outcome: 'cancelled' });
    const failing = await eventsOf(
      async (job) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (job.signal.aborted) fail('disk-full', 'The disk is full.');
      },
      (runner, jobId) => runner.cancel(jobId),
    );
    expect(failing.events.at(-1)?.payload).toMatchObject({ outcome: 'failed', error: { code: 'disk-full' } });
  });

  it('knows no job that has ended', async () => {
    let runnerOfJob: JobRunner | undefined;
    const { jobId } = await eventsOf(
      async () => undefined,
      (runner) => (runnerOfJob = runner),
    );
    expect(runnerOfJob?.cancel(jobId)).toBe(false);
  });

  it('lists what is at work, with what it told last, and how the last ones ended', async () => {
    let leave = (): void => undefined;
    const told: StudioEvent[] = [];
    const runner = new JobRunner((event) => told.push(event));
    const jobId = runner.start(async (job) => {
      job.progress({ phase: 'counting', done: 1, total: 2 });
      await new Promise<void>((resolve) => (leave = resolve));
      return { counted: 1 };
    });
    expect(runner.list()).toEqual({ running: [{ jobId, progress: null }], ended: [] });
    while (told.length < 1) await new Promise(setImmediate);
    expect(runner.list().running).toMatchObject([{ jobId, progress: { phase: 'counting', done: 1 } }]);
    leave();
    await runner.close();
    const end = { jobId, outcome: 'cancelled', result: { counted: 1 } };
    expect(runner.list()).toEqual({ running: [], ended: [end] });
    for (let count = 0; count < 25; count += 1) runner.start(async () => count);
    await runner.close();
    expect(runner.list().ended).toHaveLength(20);
    expect(runner.list().ended.at(-1)).toMatchObject({ result: 24 });
  });
});
