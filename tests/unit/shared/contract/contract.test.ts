import { describe, expect, expectTypeOf, it } from 'vitest';
import { requests, type Answer, type Channel, type JobChannel } from '@shared/contract/channels';
import type { Handlers } from '../../../../src/main/dispatch';

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
