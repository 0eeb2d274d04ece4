import { z } from 'zod';
import type { Edit, FaceEdit } from '../domain/edit';
import { boxOrigins } from '../domain/face';

export const faceIdSchema = z.number().int().positive();

const landmarkSchema = z
  .object({ x: z.number(), y: z.number(), visibility: z.union([z.literal(0), z.literal(1), z.literal(2)]) })
  .strict();
export const boxSchema = z
  .object({
    x: z.number(),
    y: z.number(),
    width: z.number().positive(),
    height: z.number().positive(),
    drawnBy: z.enum(boxOrigins),
    score: z.number().min(0).max(1).optional(),
  })
  .strict();
const labelSchema = z.union([z.string(), z.array(z.string()), z.number(), z.null()]);
const confirmedSchema = z.union([z.string().min(1), z.literal(true)]);
const edits = [
  z.object({ kind: z.literal('landmark'), point: z.string(), to: landmarkSchema }).strict(),
  z.object({ kind: z.literal('landmarks'), to: z.array(landmarkSchema) }).strict(),
  z.object({ kind: z.literal('attribute'), attribute: z.string(), to: labelSchema }).strict(),
  z.object({ kind: z.literal('box'), to: boxSchema.nullable() }).strict(),
  z.object({ kind: z.literal('flagged'), to: z.boolean() }).strict(),
  z.object({ kind: z.literal('confirmed'), subject: z.string(), to: confirmedSchema.nullable() }).strict(),
  z.object({ kind: z.literal('split'), to: z.string().min(1).max(100) }).strict(),
  z.object({ kind: z.literal('deleted'), to: z.boolean() }).strict(),
] as const;

/** One change, of whichever face. */
export const editSchema = z.discriminatedUnion('kind', edits) satisfies z.ZodType<Edit>;

const ofFace = { faceId: faceIdSchema };
/** One change of one face, as the journal takes it. */
export const faceEditSchema = z.discriminatedUnion('kind', [
  edits[0].extend(ofFace),
  edits[1].extend(ofFace),
  edits[2].extend(ofFace),
  edits[3].extend(ofFace),
  edits[4].extend(ofFace),
  edits[5].extend(ofFace),
  edits[6].extend(ofFace),
  edits[7].extend(ofFace),
]) satisfies z.ZodType<FaceEdit>;

/** Many edits are one step, undone at once: an attribute set on a selection. More of them are a job. */
export const faceEditsSchema = z
  .object({
    edits: z.array(faceEditSchema).min(1).max(2_000),
    /** The run whose word is taken over. */
    suggestedBy: z.string().min(1).max(100).optional(),
  })
  .strict();
export const oneFaceSchema = z.object({ faceId: faceIdSchema }).strict();
export const someFacesSchema = z.object({ faceIds: z.array(faceIdSchema).min(1).max(100) }).strict();
