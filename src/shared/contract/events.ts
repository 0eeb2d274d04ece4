import { z } from 'zod';
import type { GradientSample } from '../learning/gradientSample';
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
  /** What is labelled is another, here or in another window: attributes or points. */
  'template.changed': z.object({ entryId: z.number() }),
  /** Runs are gone with all that was theirs, here or in another window. */
  'runs.deleted': z.object({ runs: z.array(z.string()) }),
  /** Stored predictions of a run are new. */
  'predictions.changed': z.object({ run: z.string() }),
  /** A run was evaluated on a split: whatever was known of it there is old. */
  'evaluations.changed': z.object({ run: z.string(), split: z.string() }),
  /** A set of predictions has come, gone or changed its state; `set` is null when it may be any. */
  'predictions.listed': z.object({ set: z.number().nullable() }),
  /** More of a set's photos have been looked at. */
  'predictions.grown': z.object({
    set: z.number(),
    done: z.number(),
    failed: z.number(),
    faces: z.number(),
    total: z.number().nullable(),
  }),
  'training.started': z.object({
    jobId: z.string(),
    run: z.string(),
    backend: z.string(),
    device: z.string(),
    totalSteps: z.number(),
  }),
  /** Every step since the event before, several where they are quick. */
  'training.step': z.object({
    jobId: z.string(),
    run: z.string(),
    steps: z.array(
      z.object({
        globalStep: z.number(),
        loss: z.number(),
        lossByHead: metrics,
        /** Absent where the weights are fixed. */
        weightByHead: metrics.optional(),
      }),
    ),
    /** Of the last of them. */
    learningRate: z.number(),
  }),
  'training.validated': z.object({
    jobId: z.string(),
    run: z.string(),
    globalStep: z.number(),
    metrics,
    best: z.boolean(),
    stopped: z.array(z.string()),
  }),
  /** How the heads' gradients agree on the trunk: see `GradientSample`. */
  'training.gradients': z.object({
    jobId: z.string(),
    run: z.string(),
    sample: z.object({
      globalStep: z.number(),
      heads: z.array(z.string()).readonly(),
      norms: z.array(z.number()).readonly(),
      cosines: z.array(z.array(z.number().nullable()).readonly()).readonly(),
    }) satisfies z.ZodType<GradientSample>,
  }),
  /** What the engine's process occupies, told about once a second. */
  'training.memory': z.object({
    jobId: z.string(),
    run: z.string(),
    residentBytes: z.number(),
    /** In tensors, on the device that trains. */
    tensorBytes: z.number(),
  }),
  /** A training has begun, is to pause or to stop, or has ended: `training.live` says what is at work. */
  'training.changed': z.object({ run: z.string() }),
  /** A study has begun, one of its trials has begun or come to something, or it has ended or was stopped. */
  'trials.changed': z.object({ study: z.string() }),
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
