/** Expected failures travel as values: an `Error` loses all but its message between processes. */

export interface Failure {
  /** Stable and machine-readable, in kebab-case: `project-locked`, `label-out-of-range`. */
  readonly code: string;
  /** What failed, why, and what to do, in one or two sentences for a person. */
  readonly message: string;
  /** Plain data a caller may act on or show. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Result<Value> = { readonly ok: Value } | { readonly error: Failure };

/** An expected failure on its way up inside one process; doors turn it into a `Failure` value. */
export class ExpectedError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'ExpectedError';
    this.code = failure.code;
    this.details = failure.details;
  }
}

export function fail(code: string, message: string, details?: Readonly<Record<string, unknown>>): never {
  throw new ExpectedError(details ? { code, message, details } : { code, message });
}

/** Any thrown thing as a `Failure`; what nobody expected gets the code `internal`. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ExpectedError) {
    return thrown.details
      ? { code: thrown.code, message: thrown.message, details: thrown.details }
      : { code: thrown.code, message: thrown.message };
  }
  if (thrown instanceof Error) {
    return { code: 'internal', message: thrown.message, details: { stack: thrown.stack ?? '' } };
  }
  return { code: 'internal', message: textOf(thrown) };
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    // An object without a prototype, say.
    return 'Something was thrown that is no error.';
  }
}
