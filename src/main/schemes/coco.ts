import { z } from 'zod';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { isOfEye, pairsByName } from './sides';

/** A category of a COCO keypoints file (cocodataset.org, format-data): `skeleton` counts the points from 1. */
export const cocoCategorySchema = z.object({
  name: z.string().min(1).max(100),
  keypoints: z.array(z.string().min(1).max(100)).min(1).max(500),
  skeleton: z
    .array(z.tuple([z.number().int().positive(), z.number().int().positive()]))
    .max(2000)
    .default([]),
});

type Category = z.output<typeof cocoCategorySchema>;

/** Categories with points in what a file holds: a whole annotation file, a list of categories, or one. */
export function cocoCategories(content: unknown): unknown[] {
  const listed: unknown =
    typeof content === 'object' && content !== null && 'categories' in content ? content.categories : content;
  const candidates: unknown[] = Array.isArray(listed) ? listed : [listed];
  return candidates.filter(
    (category) => typeof category === 'object' && category !== null && 'keypoints' in category,
  );
}

/**
 * COCO's left is the person's: what is called right stands on the left of the image, and is first in its pair. Edges
 * of points that are not there are named by their number, so that the check says so.
 */
export function schemeOfCategory({ name, keypoints, skeleton }: Category): LandmarkScheme {
  const pairs = pairsByName(keypoints).map(([left, right]) => [right, left] as const);
  const pointAt = (number: number): string => keypoints[number - 1] ?? `point ${number}`;
  const eyePairs = pairs.filter(([first]) => isOfEye(first));
  return {
    id: name,
    name,
    points: keypoints.map((id) => ({ id, name: nameOf(id), aliases: [] })),
    symmetricPairs: pairs,
    edges: skeleton.map(([from, to]) => [pointAt(from), pointAt(to)] as const),
    eyes: { left: eyePairs.map(([first]) => first), right: eyePairs.map(([, second]) => second) },
  };
}

/** `left_eye` for a person: `Left eye`. */
export function nameOf(id: string): string {
  const words = id.replaceAll(/[_-]+/g, ' ').trim();
  return words === '' ? id : words[0]!.toUpperCase() + words.slice(1);
}
