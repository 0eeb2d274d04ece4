/** Long work is one idea everywhere: a job with an id, progress, an end, and a way to stop it. */
import { z } from 'zod';

export const jobProgressSchema = z.object({
  jobId: z.string(),
  /** What is being done now, in a few words: `reading labels`, `training`. */
  phase: z.string(),
  done: z.number(),
  /** Null while unknown. */
  total: z.number().nullable(),
  /** Units per second; null until measured. */
  rate: z.number().nullable(),
  /** Seconds left; null while unknown. */
  etaSeconds: z.number().nullable(),
  message: z.string(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const jobEndSchema = z.object({
  jobId: z.string(),
  outcome: z.enum(['done', 'cancelled', 'failed']),
  /** What the job's kind promises (see `jobResults`); a cancelled job may carry a partial one. */
  result: z.unknown(),
  error: z
    .object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});
export type JobEnd = z.infer<typeof jobEndSchema>;

/** The jobs at work, and how the last ones ended. */
export interface JobList {
  readonly running: readonly {
    readonly jobId: string;
    /** What it told last; null when it has only begun. */
    readonly progress: JobProgress | null;
  }[];
  readonly ended: readonly JobEnd[];
}

/** One thing that was skipped, and why; never fatal. */
export interface Problem {
  /** File the problem is in, as the user knows it. */
  readonly file: string;
  /** 1-based line, where the file has lines. */
  readonly line?: number;
  readonly code: string;
  readonly reason: string;
}

export interface ProgressUpdate {
  readonly phase: string;
  readonly done: number;
  readonly total?: number | null;
  readonly message?: string;
}
