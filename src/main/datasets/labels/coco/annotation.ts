import { z } from 'zod';
import { boxOrigins } from '@shared/domain/face';
import { optional } from '../json';

/** The same thing whether a file writes it as a number or as a text. */
const id = z.union([z.number(), z.string()]).transform(String);
const box = z.array(z.number()).refine(({ length }) => length === 0 || length === 4, {
  error: ({ input }) => `it has ${(input as readonly number[]).length} numbers, not four`,
});

export const imageSchema = z.object({
  id,
  file_name: z.string().min(1),
  width: optional(z.number().nonnegative()),
  height: optional(z.number().nonnegative()),
});
export const categorySchema = z.object({
  id,
  name: z.string(),
  keypoints: optional(z.array(z.string())),
});
export const annotationSchema = z.object({
  id: optional(id),
  image_id: id,
  category_id: id,
  keypoints: optional(z.array(z.number())),
  bbox: optional(box),
  iscrowd: optional(z.union([z.number(), z.boolean()])),
  score: optional(z.number()),
  box_drawn_by: optional(z.enum(boxOrigins)),
  attributes: optional(z.record(z.string(), z.unknown())),
  // COCO-WholeBody's.
  face_box: optional(box),
  face_valid: optional(z.union([z.boolean(), z.number()])),
  face_kpts: z.unknown().optional(),
});
export type Image = z.output<typeof imageSchema>;
export type Annotation = z.output<typeof annotationSchema>;
