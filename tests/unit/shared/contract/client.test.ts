import { describe, expect, it } from 'vitest';
import type { Answer } from '@shared/contract/channels';
import { runJob, type StudioClient } from '@shared/contract/client';
import type { StudioEvent } from '@shared/contract/events';
import type { Result } from '@shared/result';

type Moment = 'before its id is answered' | 'after' | 'with it';

interface Tried extends StudioClient {
  /** Subscriptions that have not been ended. */
  readonly listening: () => number;
}

/** A studio whose jobs, ours and another, end at a moment. */
function studioEnding(moment: Moment): Tried {
  const listeners = new Set<(event: StudioEvent) => void>();
  const emit = (event: StudioEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const end = (): void => {
    for (const jobId of ['another', 'ours', 'a third']) {
      emit({ name: 'job.note', payload: { jobId, message: jobId } });
      const result = { files: [jobId], faces: 1, problems: [] };
      emit({ name: 'job.end', payload: { jobId, outcome: 'done', result } });
    }
  };
  return {
    listening: () => listeners.size,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    request: async () => {
      if (moment === 'before its id is answered') end();
      if (moment === 'with it') queueMicrotask(end);
      if (moment === 'after') setImmediate(end);
      return { ok: { jobId: 'ours' } } as never;
    },
  };
}

function studioAnswering(answer: () => Promise<Result<never>>): Tried {
  let listening = 0;
  return {
    listening: () => listening,
    request: answer,
    subscribe: () => {
      listening += 1;
      return () => void (listening -= 1);
    },
  };
}

const exporting = ['datasets.export', { folder: '/f', format: 'mtfl' }] as const;

describe('runJob', () => {
  it.each<Moment>(['before its id is answered', 'with it', 'after'])(
    'finds its own end among others: %s',
    async (moment) => {
      const studio = studioEnding(moment);
      const heard: string[] = [];
      const ids: string[] = [];
      const end = await runJob(
        studio,
        ...exporting,
        ({ name }) => heard.push(name),
        (id) => ids.push(id),
      );
      expect(end).toMatchObject({ outcome: 'done', result: { files: ['ours'] } });
      expect(ids).toEqual(['ours']);
      expect(heard.slice(0, 3)).toEqual(['job.note', 'job.end', 'job.note']);
      expect(studio.listening()).toBe(0);
    },
  );

  it('ends as failed when the request is refused', async () => {
    const error = { code: 'no-project', message: 'Open a project first.', details: { folder: '/f' } };
    const studio = studioAnswering(async () => ({ error }));
    const ids: string[] = [];
    const end = await runJob(studio, ...exporting, undefined, (id) => ids.push(id));
    expect(end).toEqual({ jobId: '', outcome: 'failed', result: undefined, error });
    expect(ids).toEqual([]);
    expect(studio.listening()).toBe(0);
  });

  it('rejects when the line to the studio breaks, and listens no longer', async () => {
    const studio = studioAnswering(() => Promise.reject(new Error('The window was closed.')));
    await expect(runJob(studio, ...exporting)).rejects.toThrow('The window was closed.');
    expect(studio.listening()).toBe(0);
  });

  it('rejects when whoever is told the id fails', async () => {
    const studio = studioEnding('after');
    const failing = (): never => {
      throw new Error('No button to cancel.');
    };
    await expect(runJob(studio, ...exporting, undefined, failing)).rejects.toThrow('No button to cancel.');
    expect(studio.listening()).toBe(0);
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
