import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail } from '@shared/result';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { settingsOf, studyJob, studyOptions } from './studies';

const optionsSchema = z.object({
  ...studyOptions,
  space: z.string().optional(),
  heads: z.array(z.string()).optional(),
  trials: z.number().optional(),
  keepOneOf: z.number().optional(),
  objective: z.string().optional(),
  seed: z.number().optional(),
});

export function searchCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const parsed = parseOptions(optionsSchema, options);
  const { name, heads, space, trials, keepOneOf, objective, seed, resume } = parsed;
  if (space === undefined && !resume)
    fail('usage', '--space: name the JSON file with the settings to search');
  const settings = { ...settingsOf(parsed), ...(heads === undefined ? {} : { heads }) };
  return (session) =>
    studyJob(session, {
      options: parsed,
      kind: 'search',
      begin: (listener, partly) => {
        const wishes = { name, settings, space: readSpace(space!), trials, keepOneOf, objective, seed };
        return session.run('trials.search', wishes, listener, partly);
      },
    });
}

/** Fails with `search-space-invalid`. */
function readSpace(file: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return z.record(z.string(), z.unknown()).parse(content);
  } catch (thrown) {
    const reason =
      thrown instanceof z.ZodError ? 'it holds no object of settings' : String((thrown as Error).message);
    return fail(
      'search-space-invalid',
      `The search space ${file} cannot be read: ${reason}. Give a JSON object of settings.`,
    );
  }
}
