import type { z } from 'zod';
import {
  requests,
  type Answer,
  type Channel,
  type Params,
  type ParsedParams,
} from '@shared/contract/channels';
import { failureOf, type Result } from '@shared/result';
import type { WrongParameter } from '@shared/wrongParameter';

/** One handler a channel: a missing or a surplus one does not compile. */
export type Handlers = {
  readonly [Name in Channel]: (params: ParsedParams<Name>) => Answer<Name> | Promise<Answer<Name>>;
};

/** What was asked wrongly as data: a door may have other names for it. */
function wrongParameter(issue: z.core.$ZodIssue): WrongParameter {
  const wrong = { path: issue.path.map(String), reason: issue.message };
  // Texts and lists have a length instead.
  if (!('origin' in issue) || (issue.origin !== 'number' && issue.origin !== 'int')) return wrong;
  const inclusive = 'inclusive' in issue && issue.inclusive === true;
  if (issue.code === 'too_big') return { ...wrong, most: Number(issue.maximum), inclusive };
  if (issue.code === 'too_small') return { ...wrong, least: Number(issue.minimum), inclusive };
  return wrong;
}

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
        error: {
          code: 'bad-parameters',
          message: `${channel} was asked wrongly: ${issues.join('; ')}.`,
          details: { issues: parsed.error.issues.map(wrongParameter) },
        },
      };
    }
    try {
      return { ok: await handlers[channel](parsed.data as ParsedParams<Name>) };
    } catch (thrown) {
      return { error: failureOf(thrown) };
    }
  };
}
