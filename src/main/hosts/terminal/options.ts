import type { z } from 'zod';
import { fail } from '@shared/result';

/** A command's options by its schema; a wrong one is wrong usage (exit code 2), named. */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, options: unknown): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return fail('usage', `${optionOf(String(issue.path[0] ?? ''))}: ${issue.message}`);
}

/** As it is typed: `learningRate` → `--learning-rate`. */
export function optionOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
