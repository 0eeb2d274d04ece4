import type { z } from 'zod';
import { fail } from '@shared/result';

/** Fails with `label-file-broken` for what is no JSON. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0]!.slice(0, 200) : String(thrown);
    return fail(
      'label-file-broken',
      `${file} is no JSON (${reason}). It may be cut off: export or copy it again.`,
    );
  }
}

/** What is wrong with a record, in a few words: `bbox.2 is not a number`. */
export function wrongIn(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const place = issue.path.map(String).join('.').slice(0, 100);
  const reason = issue.message.slice(0, 200);
  return place === '' ? reason : `${place}: ${reason}`;
}

/** Whether a value is an object with names, as JSON has them. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that a file may lack: null says as little. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}
