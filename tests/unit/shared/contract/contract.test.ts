import { describe, expect, expectTypeOf, it } from 'vitest';
import { requests, type Answer, type Channel, type JobChannel } from '@shared/contract/channels';
import { runJob, type StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import { createDispatcher, type Handlers } from '../../../../src/main/dispatch';
import { fail } from '@shared/result';

describe('the contract', () => {
  it('has a handler for every channel and a channel for every handler', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<Channel>();
  });

  it('promises a result for exactly the channels that start a job', () => {
    type JobStarting = {
      [Name in Channel]: Answer<Name> extends { readonly jobId: string } ? Name : never;
    }[Channel];
    expectTypeOf<JobStarting>().toEqualTypeOf<JobChannel>();
  });

  it('refuses parameters it does not know', () => {
    for (const { params } of Object.values(requests)) {
      expect(params.safeParse({ surprise: true }).success).toBe(false);
    }
  });
});

describe('createDispatcher', () => {
  const handlers = {
    ...Object.fromEntries(Object.keys(requests).map((channel) => [channel, () => fail('unused', channel)])),
    'jobs.cancel': ({ jobId }: { jobId: string }) => ({ cancelled: jobId === 'known' }),
  } as unknown as Handlers;
  const dispatch = createDispatcher(handlers);

  it('answers values, and failures as values', async () => {
    expect(await dispatch('jobs.cancel', { jobId: 'known' })).toEqual({ ok: { cancelled: true } });
    expect(await dispatch('runs.list', {})).toEqual({ error: { code: 'unused', message: 'runs.list' } });
  });

  it('parses whatever it is sent', async () => {
    const wrong = await dispatch('jobs.cancel', { jobId: 7 } as unknown as { jobId: string });
    expect(wrong).toMatchObject({
      error: { code: 'bad-parameters', message: expect.stringContaining('jobId') },
    });
    const unknown = await dispatch('toString' as Channel, {} as never);
    expect(unknown).toMatchObject({ error: { code: 'unknown-channel' } });
  });
});

describe('runJob', () => {
  /** A studio whose job ends before or after its id is answered. */
  function studio(endFirst: boolean): StudioClient {
    const listeners = new Set<(event: StudioEvent) => void>();
    const end = (): void => {
      for (const jobId of ['another', 'ours']) {
        const payload = {
          jobId,
          outcome: 'done' as const,
          result: { files: [jobId], faces: 1, problems: [] },
        };
        for (const listener of listeners) listener({ name: 'job.end', payload });
      }
    };
    return {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      request: async () => {
        if (endFirst) end();
        else setImmediate(end);
        return { ok: { jobId: 'ours' } } as never;
      },
    };
  }

  it.each([true, false])(
    'finds its own end among others (ended before the id is known: %s)',
    async (endFirst) => {
      const end = await runJob(studio(endFirst), 'datasets.export', { folder: '/f', format: 'mtfl' });
      expect(end.result?.files).toEqual(['ours']);
    },
  );

  it('ends as failed when the request is refused', async () => {
    const refusing: StudioClient = {
      subscribe: () => () => undefined,
      request: async () => ({ error: { code: 'no-project', message: 'Open a project first.' } }),
    };
    const end = await runJob(refusing, 'datasets.export', { folder: '/f', format: 'mtfl' });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'no-project' } });
  });

  /** A studio behind a connection that was lost while a job ran there: `jobs` is what it says of them afterwards. */
  function lostStudio(restarted: boolean, jobs: Answer<'jobs.list'>): StudioClient {
    const listeners = new Set<(event: StudioEvent) => void>();
    const payload = { state: 'reconnected', restarted } as const;
    return {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      request: async (channel) => {
        if (channel === 'jobs.list') return { ok: jobs } as never;
        setImmediate(() => {
          for (const listener of listeners) listener({ name: 'connection', payload });
        });
        return { ok: { jobId: 'ours' } } as never;
      },
    };
  }
  const exportOver = (studio: StudioClient): Promise<unknown> =>
    runJob(studio, 'datasets.export', { folder: '/f', format: 'mtfl' });

  it('finds the end that it could not hear', async () => {
    const end = { jobId: 'ours', outcome: 'done', result: { files: [], faces: 1, problems: [] } } as const;
    expect(await exportOver(lostStudio(false, { running: [], ended: [end] }))).toEqual(end);
  });

  it.each([
    [false, 'end-unseen'],
    [true, 'studio-restarted'],
  ])('ends as failed when nobody knows it any more (restarted: %s)', async (restarted, code) => {
    expect(await exportOver(lostStudio(restarted, { running: [], ended: [] }))).toMatchObject({
      outcome: 'failed',
      error: { code },
    });
  });

  it('goes on waiting for one that is at work', async () => {
    const listed: string[] = [];
    const studio = lostStudio(false, { running: [{ jobId: 'ours', progress: null }], ended: [] });
    const request: StudioClient['request'] = (channel, params) => {
      listed.push(channel);
      return studio.request(channel, params);
    };
    const waiting = exportOver({ ...studio, request });
    while (!listed.includes('jobs.list')) await new Promise(setImmediate);
    expect(await Promise.race([waiting, new Promise((resolve) => setImmediate(resolve, 'waiting'))])).toBe(
      'waiting',
    );
  });
});
