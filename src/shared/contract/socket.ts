/**
 * The contract over a WebSocket: text messages of JSON, parsed by these schemas on both ends. A window sends
 * requests; the server says hello, answers each request by its id, and pushes every event of the studio.
 */
// The small build: the window, too, reads messages by these, and loads nothing else of it.
import * as z from 'zod/mini';
import type { Result } from '../result';
import type { StudioEvent } from './events';

export const socketPath = '/socket';
/** Answers 204 to whoever is logged in, 401 to others: a browser does not say why a socket did not open. */
export const sessionPath = '/session';

export const socketLimits = {
  /** UTF-8, of a message to the server: the edits of the largest selection fit. */
  messageBytes: 32 * 1024 * 1024,
  /** A window holds back what exceeds this; the server refuses it. */
  requestsInFlight: 64,
} as const;

/** Why the server closes a socket: RFC 6455, section 7.4.1. Oversized messages close it with 1009. */
export const closeCodes = { goingAway: 1001, notText: 1003, malformed: 1008 } as const;

const messageId = z.int().check(z.minimum(0));

export const clientMessageSchema = z.strictObject({
  id: messageId,
  channel: z.string().check(z.minLength(1), z.maxLength(100)),
  params: z.unknown(),
});
export type ClientMessage = z.infer<typeof clientMessageSchema>;

const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.optional(z.record(z.string(), z.unknown())),
});

export const serverMessageSchema = z.discriminatedUnion('kind', [
  /** The first one on every socket. `server` differs after a restart, with which all jobs are gone. */
  z.object({ kind: z.literal('hello'), server: z.string() }),
  z.object({
    kind: z.literal('answer'),
    id: messageId,
    result: z.union([z.object({ error: failureSchema }), z.object({ ok: z.unknown() })]),
  }),
  z.object({ kind: z.literal('event'), event: z.object({ name: z.string(), payload: z.unknown() }) }),
]);
export type ServerMessage =
  | { readonly kind: 'hello'; readonly server: string }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly event: StudioEvent };
