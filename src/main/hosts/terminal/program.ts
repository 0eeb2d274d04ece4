import { CommanderError } from 'commander';
import { failureOf, type Failure } from '@shared/result';
import { defaultEndpoints, type CommandOutput, type Endpoints, type TerminalCommand } from './command';
import { buildProgram, type Execute, type Serve } from './commandTable';
import { exitCodes, Interrupted } from './session';
import { inOptions } from './wrongOptions';

/**
 * Parses the words after `facet`, runs the command they name and answers the process's exit code:
 * 0 done, 1 failed, 2 wrong usage, 130 interrupted.
 */
export async function runTerminal(
  words: readonly string[],
  endpoints: Endpoints = defaultEndpoints,
): Promise<number> {
  let exitCode: number = exitCodes.done;
  const execute: Execute = async (load, json) => {
    exitCode = await runCommand(load, json, endpoints);
  };
  const serve: Serve = async (options, json) => {
    exitCode = await tellFailures(() => endpoints.serve(options), json, endpoints);
  };
  try {
    await buildProgram(execute, serve, endpoints).parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return exitCodes.done;
    if (words.includes('--json')) endpoints.out(JSON.stringify({ error: usageFailure(thrown) }));
    return exitCodes.usage;
  }
}

/** What commander has already told in words. */
function usageFailure({ code, message }: CommanderError): Failure {
  const reason = code === 'commander.help' ? 'No command was named.' : message.replace(/^error: /, '');
  return { code: 'usage', message: reason };
}

async function runCommand(
  load: () => Promise<TerminalCommand>,
  json: boolean,
  endpoints: Endpoints,
): Promise<number> {
  const print = (output: CommandOutput): void => {
    if (json) {
      if (output.text) endpoints.error(output.text);
      endpoints.out(JSON.stringify(output.json));
    } else if (output.text) endpoints.out(output.text);
  };
  const run = async (): Promise<number> => {
    const output = await endpoints.withSession(await load());
    print(output);
    return output.failed ? exitCodes.failed : exitCodes.done;
  };
  return tellFailures(run, json, endpoints);
}

async function tellFailures(
  run: () => Promise<number>,
  json: boolean,
  endpoints: Endpoints,
): Promise<number> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Interrupted) {
      endpoints.error(thrown.message);
      if (json) endpoints.out(JSON.stringify({ interrupted: true, result: thrown.partial?.json ?? null }));
      return exitCodes.interrupted;
    }
    const failure = inOptions(failureOf(thrown));
    endpoints.error(describeFailure(failure));
    if (json) endpoints.out(JSON.stringify({ error: failure }));
    return wrongUsage.has(failure.code) ? exitCodes.usage : exitCodes.failed;
  }
}

/** An option's value may pass the terminal and still be out of the bounds that the contract sets. */
const wrongUsage: ReadonlySet<string> = new Set(['usage', 'bad-parameters']);

/** An expected failure is its message; an unexpected one shows where it came from, to be reported. */
function describeFailure(failure: Failure): string {
  if (failure.code !== 'internal') return `facet: ${failure.message}`;
  return `facet: something failed that should not have: ${failure.message}\n${String(failure.details?.['stack'] ?? '')}`;
}
