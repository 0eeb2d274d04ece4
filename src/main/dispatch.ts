import {
  requests,
  type Answer,
  type Channel,
  type Params,
  type ParsedParams,
} from '@shared/contract/channels';
import { failureOf, type Result } from '@shared/result';

/** One handler a channel: a missing or a surplus one does not compile. */
export type Handlers = {
  readonly [Name in Channel]: (params: ParsedParams<Name>) => Answer<Name> | Promise<Answer<Name>>;
};

/**
 * Answers requests by the contract: the parameters are parsed here, whoever sends them, and what fails becomes
 * a value. Never rejects.
 */
export function createDispatcher(
  handlers: Handlers,
): <Name extends Channel>(channel: Name, params: Params<Name>) => Promise<Result<Answer<Name>>> {
  return async <Name extends Channel>(channel: Name, params: Params<Name>) => {
    if (!Object.hasOwn(requests, channel)) {
      return {
        error: { code: 'unknown-channel', message: `The studio has no channel “${String(channel)}”.` },
      };
    }
    const parsed = requests[channel].params.safeParse(params);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) =>
        issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`,
      );
      return {
        error: { code: 'bad-parameters', message: `${channel} was asked wrongly: ${issues.join('; ')}.` },
      };
    }
    try {
      return { ok: await handlers[channel](parsed.data as ParsedParams<Name>) };
    } catch (thrown) {
      return { error: failureOf(thrown) };
    }
  };
}
