import { z } from 'zod';
import type { Attribute } from '../domain/attribute';
import type { LandmarkScheme } from '../domain/landmarkScheme';
import type { TemplateChange } from '../domain/templateChange';

/** Ids stand in files, addresses and tables of results: a few plain characters. */
export const newIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/, 'an id has small letters, digits and _, a letter first');

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(100);
const pair = z.tuple([id, id]);

const valueSchema = z
  .object({ id, name, key: z.number().int().min(1).max(9).optional() })
  .strict() satisfies z.ZodType<Attribute['values'][number]>;

export const attributeSchema = z
  .object({
    id: newIdSchema,
    name,
    kind: z.enum(['category', 'boolean', 'number', 'tags']),
    values: z.array(valueSchema).max(100),
    mirrorSwaps: z.array(pair).max(50),
  })
  .strict() satisfies z.ZodType<Attribute>;

export const schemeSchema = z
  .object({
    id,
    name,
    points: z
      .array(z.object({ id, name, aliases: z.array(id).max(20) }).strict())
      .min(1)
      .max(500),
    symmetricPairs: z.array(pair).max(250),
    edges: z.array(pair).max(2000),
    eyes: z.object({ left: z.array(id).max(100), right: z.array(id).max(100) }).strict(),
  })
  .strict() satisfies z.ZodType<LandmarkScheme>;

export const templateChangeSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('attribute-added'),
      attribute: attributeSchema,
      place: z.number().int().min(0).optional(),
    })
    .strict(),
  z.object({ kind: z.literal('attribute-changed'), attribute: attributeSchema }).strict(),
  z.object({ kind: z.literal('attribute-removed'), attribute: id }).strict(),
  z.object({ kind: z.literal('attributes-ordered'), order: z.array(id) }).strict(),
  z.object({ kind: z.literal('scheme-changed'), scheme: schemeSchema }).strict(),
]) satisfies z.ZodType<TemplateChange>;

/** `moves`: what labels become that say a value which goes; see `ValueMoves`. */
export const changeTemplateSchema = z
  .object({ change: templateChangeSchema, moves: z.record(z.string(), z.string().nullable()).default({}) })
  .strict();

/** A scheme as a file has it: Facet's own or COCO's categories. `name` is the file's. */
export const readSchemeSchema = z
  .object({ text: z.string().max(1_000_000), name: z.string().max(200) })
  .strict();

/** How much of the project says what, so that nobody takes something away unawares. */
export interface TemplateUsage {
  /** By attribute id: faces with a label of it, and by value id. */
  readonly attributes: Readonly<
    Record<string, { readonly faces: number; readonly values: Readonly<Record<string, number>> }>
  >;
  /** By point id: faces on which it is placed. */
  readonly points: Readonly<Record<string, number>>;
  /** By point id: where it is on average, as fractions of a face's box; of points that some face has. */
  readonly figure: Readonly<Record<string, readonly [number, number]>>;
  /** Attributes that were taken away and can be brought back with their labels, the last first. */
  readonly former: readonly { readonly attribute: Attribute; readonly faces: number }[];
}
