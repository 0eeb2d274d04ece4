import { failureOf, type Failure } from '@shared/result';

/** An answer to a request for a file or a picture, before any host's own way of sending it. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
}

export function textReply(status: number, text: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: text,
  };
}

export const notFound: Reply = textReply(404, 'Not found');

/** A failure as a value, like those of the contract. */
export function failureReply(status: number, { code, message }: Failure): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ error: { code, message } }),
  };
}

/** What nobody expected. */
export function thrownReply(thrown: unknown): Reply {
  return failureReply(500, failureOf(thrown));
}
