import { z } from 'zod';
import { setFamilies } from '@shared/trials/headSets';
import type { TerminalCommand } from '../command';
import { parseOptions } from '../options';
import { settingsOf, studyJob, studyOptions } from './studies';

const optionsSchema = z.object({
  ...studyOptions,
  heads: z.array(z.string()).optional(),
  sets: z.array(z.union([z.enum(setFamilies), z.array(z.string())])).optional(),
  seeds: z.number().optional(),
  seed: z.number().optional(),
});

export function ablateCommand(_words: readonly string[], options: unknown): TerminalCommand {
  const parsed = parseOptions(optionsSchema, options);
  const { name, heads, sets, seeds, seed } = parsed;
  const wishes = { name, settings: settingsOf(parsed), heads, sets, seeds, firstSeed: seed };
  return (session) =>
    studyJob(session, {
      options: parsed,
      kind: 'ablation',
      begin: (listener, partly) => session.run('trials.ablate', wishes, listener, partly),
    });
}
