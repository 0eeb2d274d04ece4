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
});
