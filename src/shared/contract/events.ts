import { z } from 'zod';
import { desktopEvents } from './desktop';
import { jobEndSchema, jobProgressSchema } from './jobs';

const metrics = z.record(z.string(), z.number());

/** Everything the studio tells without being asked: name → schema of its payload. */
export const events = {
  'job.progress': jobProgressSchema,
  'job.end': jobEndSchema,
  /** Something a person should know while a job runs: a fall-back, a passed-over checkpoint. */
  'job.note': z.object({ jobId: z.string(), message: z.string() }),
  /** From now on everybody who shares the studio sees this project. */
  'project.opened': z.object({ folder: z.string() }),
  /** Labels have changed, here or in another window: `faceIds` is null when it may be any (an import). */
  'faces.changed': z.object({
    entryId: z.number().nullable(),
    kind: z.enum(['edit', 'undo', 'redo', 'import']),
    faceIds: z.array(z.number()).nullable(),
  }),
  /** Stored predictions of a run are new. */
  'predictions.changed': z.object({ run: z.string() }),
  'training.started': z.object({
    jobId: z.string(),
    run: z.string(),
    backend: z.string(),
    device: z.string(),
    totalSteps: z.number(),
  }),
  'training.step': z.object({
    jobId: z.string(),
    globalStep: z.number(),
    loss: z.number(),
    lossByHead: metrics,
    learningRate: z.number(),
  }),
  'training.validated': z.object({
    jobId: z.string(),
    globalStep: z.number(),
    metrics,
    best: z.boolean(),
  }),
  ...desktopEvents,
} as const;

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/**
 * How a window stands with the studio, told among the studio's events by the window's own way to it. After
 * `reconnected` whatever was known may be old; `restarted`: it is another process of the studio, with which every
 * job before is gone. `signed-out`: the studio is there, and wants a new login.
 */
export interface ConnectionEvent {
  readonly name: 'connection';
  readonly payload:
    | { readonly state: 'connected' | 'lost' | 'signed-out' }
    | { readonly state: 'reconnected'; readonly restarted: boolean };
}

export type StudioEvent =
  | { [Name in EventName]: { readonly name: Name; readonly payload: EventPayload<Name> } }[EventName]
  | ConnectionEvent;
