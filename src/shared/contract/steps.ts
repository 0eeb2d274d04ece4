import { z } from 'zod';
import type { Alike } from '../domain/alike';
import type { AcceptWish } from '../domain/suggestion';
import type { Change, ImportStep, JournalEntry } from '../domain/journal';
import type { TemplateChange } from '../domain/templateChange';
import { editSchema, faceIdSchema } from './edits';
import { runNameSchema } from './training';

/**
 * A step of more values than this is a job: `journal.undo`, `journal.redo` and `template.change` refuse it with
 * `step-is-large`, and are asked again as `journal.again` and `template.changeMany`.
 */
export const largestStep = 2_000;

const manyFaces = { faceIds: z.array(faceIdSchema).min(1).max(1_000_000) };
export const editManySchema = z.object({ edit: editSchema, ...manyFaces }).strict();

const acceptWishSchema = z
  .object({
    subjects: z.array(z.string()).min(1),
    atLeast: z.number().min(0).max(1),
    replace: z.boolean(),
  })
  .strict() satisfies z.ZodType<AcceptWish>;
export const acceptManySchema = acceptWishSchema.extend({ run: runNameSchema, ...manyFaces });

export const stepAgainSchema = z.object({ direction: z.enum(['undo', 'redo']) }).strict();

/** What a step of many faces, or of an import, has done. */
export interface StepReport {
  readonly kind: JournalEntry['kind'];
  /** Null when nothing changed. */
  readonly entryId: number | null;
  /** Faces that changed. */
  readonly faces: number;
  /** One of the changes, and how far it speaks for them all. */
  readonly sample: Change | null;
  readonly alike: Alike;
  readonly template: TemplateChange | null;
  readonly import: ImportStep | null;
  readonly seconds: number;
}

export const undoImportSchema = z
  .object({
    importId: z.number().int().positive(),
    /** Faces that somebody has labelled or flagged since stay in the project. */
    keepWorkedOn: z.boolean(),
  })
  .strict();
export const redoImportSchema = z.object({ importId: z.number().int().positive() }).strict();

/** An import as the window lists it. */
export interface ImportSummary {
  readonly id: number;
  readonly path: string;
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Null while it is in the project. */
  readonly undoneAt: string | null;
  readonly imported: number;
  readonly updated: number;
  /** Faces that came with it and were labelled or flagged since. */
  readonly workedOn: number;
}
