import { describe, expect, it } from 'vitest';
import { requests, type Channel } from '@shared/contract/channels';
import { fail } from '@shared/result';
import { createDispatcher, type Handlers } from '../../../src/main/dispatch';

const asked: unknown[] = [];
const handlers = {
  ...Object.fromEntries(Object.keys(requests).map((channel) => [channel, () => fail('unused', channel)])),
  'jobs.cancel': ({ jobId }: { jobId: string }) => ({ cancelled: jobId === 'known' }),
  'project.summary': () => {
    throw new TypeError('x is undefined');
  },
  'runs.train': (params: unknown) => {
    asked.push(params);
    return { jobId: 'job' };
  },
} as unknown as Handlers;
const dispatch = createDispatcher(handlers);

describe('createDispatcher', () => {
  it('answers values, and failures as values', async () => {
    expect(await dispatch('jobs.cancel', { jobId: 'known' })).toEqual({ ok: { cancelled: true } });
    expect(await dispatch('runs.list', {})).toEqual({ error: { code: 'unused', message: 'runs.list' } });
  });

  it('never rejects: what nobody expected is a value too, and says where it came from', async () => {
    expect(await dispatch('project.summary', {})).toMatchObject({
      error: {
        code: 'internal',
        message: 'x is undefined',
        details: { stack: expect.stringContaining('dispatch.test') as string },
      },
    });
  });

  it('parses whatever it is sent, and hands on what was parsed', async () => {
    const wrong = await dispatch('jobs.cancel', { jobId: 7 } as unknown as { jobId: string });
    expect(wrong).toMatchObject({
      error: {
        code: 'bad-parameters',
        message: expect.stringMatching(/^jobs\.cancel .*jobId: /) as string,
        details: { issues: [{ path: ['jobId'], reason: expect.any(String) as string }] },
      },
    });
    expect(await dispatch('runs.train', { batchSize: 5000, averaging: 1, name: '' })).toMatchObject({
      error: {
        details: {
          issues: [
            { path: ['name'] },
            { path: ['batchSize'], most: 4096, inclusive: true },
            { path: ['averaging'], most: 1, inclusive: false },
          ],
        },
      },
    });
    expect(await dispatch('runs.train', { preset: 'studio', steps: 3 })).toEqual({ ok: { jobId: 'job' } });
    expect(asked).toEqual([{ preset: 'studio', steps: 3 }]);
  });

  it.each([
    [{ surprise: true }, /: Unrecognized key: "surprise"/],
    [{ weights: { pose: 'much' } }, /weights\.pose: /],
    [undefined, /expected object/],
    ['a text', /expected object/],
  ])('tells what is wrong with %j', async (params, message) => {
    const answer = await dispatch('runs.train', params as never);
    expect(answer).toMatchObject({ error: { message: expect.stringMatching(message) as string } });
  });

  it.each(['toString', '__proto__', 'constructor', '', 'runs'])('knows no channel %j', async (channel) => {
    expect(await dispatch(channel as Channel, {} as never)).toMatchObject({
      error: { code: 'unknown-channel' },
    });
  });
});
