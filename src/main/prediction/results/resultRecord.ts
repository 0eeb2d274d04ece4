import { isAbsolute, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { Attribute } from '@shared/domain/attribute';
import type { NamedHeadForm } from '@shared/learning/headForm';
import type { PhotoOutcome } from '../pipeline/photoOutcome';

/** What results come from and what their numbers mean: the first record of a log. */
export interface ResultsHeader {
  readonly format: 'facet-results';
  readonly version: 1;
  readonly run: string;
  /** Of the run's configuration and template: another one where the same name means another run. */
  readonly fingerprint: string;
  readonly checkpoint: 'newest' | 'best';
  readonly scheme: LandmarkScheme;
  readonly attributes: readonly Attribute[];
  readonly heads: readonly NamedHeadForm[];
  /** What found the faces; null where each photo counts as one. */
  readonly finder: string | null;
  /** Which part of the photos: 1 of 1 where it is all of them. */
  readonly shard: { readonly index: number; readonly count: number };
  /** The folder that photos are named after. */
  readonly home: string;
}

/** What became of one photo, as the log keeps it. */
export interface PhotoRecord {
  readonly name: string;
  readonly file: string;
  readonly stamp: string | null;
  readonly outcome: PhotoOutcome;
}

const regionSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const faceSchema = z.object({
  region: regionSchema,
  found: z.object({ box: regionSchema, score: z.number() }).nullable(),
  /** 32-bit little-endian floats in base64. */
  outputs: z.string(),
});
/** A name from elsewhere must not lead out of the folder of whatever is written by it. */
const nameSchema = z
  .string()
  .min(1)
  .refine((name) => !isAbsolute(name) && !name.split(sep === '/' ? '/' : /[\\/]/).includes('..'));
const photoSchema = z.object({
  name: nameSchema,
  file: z.string(),
  stamp: z.string().nullable(),
  outcome: z.union([
    z.object({ failure: z.object({ code: z.string(), message: z.string() }) }),
    z.object({
      image: z.object({ widthPx: z.number(), heightPx: z.number() }),
      contentHash: z.string(),
      faces: z.array(faceSchema),
    }),
  ]),
});
const stepSchema = z.object({ globalStep: z.number() });
const finishedSchema = z.object({ finished: z.object({ damagedLines: z.number() }) });

/** A line: the checksum of what follows, so that half a record is known as such, and the record as JSON. */
export function lineOf(record: object): string {
  const text = JSON.stringify(record);
  return `${checksumOf(text)} ${text}\n`;
}

/** Null for a line that is not whole. */
export function recordIn(line: string): unknown {
  const text = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksumOf(text)) return null;
  return JSON.parse(text);
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

export function writtenPhoto({ name, file, stamp, outcome }: PhotoRecord): object {
  if ('failure' in outcome) {
    const { code, message } = outcome.failure;
    return { name, file, stamp, outcome: { failure: { code, message } } };
  }
  const faces = outcome.faces.map(({ outputs, ...face }) => ({
    ...face,
    outputs: Buffer.from(outputs.buffer, outputs.byteOffset, outputs.byteLength).toString('base64'),
  }));
  return { name, file, stamp, outcome: { ...outcome, faces } };
}

/** Null for a record that is no photo's. */
export function readPhoto(record: unknown): PhotoRecord | null {
  const { data } = photoSchema.safeParse(record);
  if (!data) return null;
  if ('failure' in data.outcome) return { ...data, outcome: data.outcome };
  const faces = data.outcome.faces.map(({ outputs, ...face }) => ({ ...face, outputs: floats(outputs) }));
  return { ...data, outcome: { ...data.outcome, faces } };
}

/** Of the checkpoint that predicted what follows; null for another record. */
export function readStep(record: unknown): number | null {
  return stepSchema.safeParse(record).data?.globalStep ?? null;
}

/** That a job came to its end, and how many lines it made up for that could not be read; null for another record. */
export function readFinished(record: unknown): { readonly damagedLines: number } | null {
  return finishedSchema.safeParse(record).data?.finished ?? null;
}

/** Null for a record that begins no log, or that of a newer version. */
export function readHeader(record: unknown): ResultsHeader | null {
  if (typeof record !== 'object' || record === null) return null;
  const header = record as Partial<ResultsHeader>;
  return header.format === 'facet-results' && header.version === 1 ? (header as ResultsHeader) : null;
}

function floats(base64: string): Float32Array {
  // A copy begins where a float may begin.
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}
