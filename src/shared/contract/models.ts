/** A run's network handed on in a format that other tools load. */
import { z } from 'zod';
import { modelFormats, type ModelFormat } from '../learning/modelFormat';
import { runNameSchema } from './training';

export const exportModelSchema = z
  .object({
    run: runNameSchema,
    format: z.enum(modelFormats),
    /** Made by the export: it must not be there, or be empty. */
    folder: z.string().min(1),
    /** The best in validation, the newest, or the one of a step that is kept. */
    checkpoint: z.union([z.enum(['newest', 'best']), z.number().int().nonnegative()]),
  })
  .strict();

export interface ExportedModel {
  readonly run: string;
  readonly format: ModelFormat;
  /** Absolute. */
  readonly folder: string;
  /** Their paths in the folder, with slashes. */
  readonly files: readonly string[];
  /** Of the checkpoint that was handed on. */
  readonly globalStep: number;
  /** SHA-256 of the weights' names, shapes and numbers. */
  readonly fingerprint: string;
}
