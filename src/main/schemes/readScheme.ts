import { z } from 'zod';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { schemeProblems } from '@shared/domain/templateCheck';
import { fail } from '@shared/result';
import { cocoCategories, cocoCategorySchema, nameOf, schemeOfCategory } from './coco';
import { isOfEye, pairsByName } from './sides';

const id = z.string().min(1).max(100);
const pair = z.tuple([id, id]);

/** Facet's own file: what can be told from the points' names may be left out. */
const ownSchema = z.object({
  id: id.optional(),
  name: z.string().min(1).max(100).optional(),
  points: z
    .array(
      z.union([
        id,
        z.object({
          id,
          name: z.string().min(1).max(100).optional(),
          aliases: z.array(id).max(20).default([]),
        }),
      ]),
    )
    .min(1)
    .max(500),
  /** The point on the image's left first. */
  symmetricPairs: z.array(pair).max(250).optional(),
  edges: z.array(pair).max(2000).default([]),
  eyes: z.object({ left: z.array(id).max(100), right: z.array(id).max(100) }).optional(),
});

/**
 * A landmark scheme from the text of a JSON file: Facet's own (points, symmetricPairs, edges, eyes) or COCO's
 * (categories with keypoints and skeleton). `name` is the file's. Fails with `scheme-invalid`, every problem in the
 * details.
 */
export function readScheme(text: string, name: string): LandmarkScheme {
  const scheme = schemeIn(parsed(text, name), name);
  const problems = schemeProblems(scheme);
  if (problems.length > 0) refuse(name, problems);
  return scheme;
}

function schemeIn(content: unknown, name: string): LandmarkScheme {
  const [category] = cocoCategories(content);
  if (category !== undefined) return schemeOfCategory(checked(cocoCategorySchema, category, name));
  if (typeof content !== 'object' || content === null || !('points' in content)) {
    return refuse(name, [
      'It has neither “points” (a scheme of Facet’s) nor “categories” with “keypoints” (COCO).',
    ]);
  }
  const own = checked(ownSchema, content, name);
  const points = own.points.map((point) =>
    typeof point === 'string'
      ? { id: point, name: nameOf(point), aliases: [] }
      : { ...point, name: point.name ?? nameOf(point.id) },
  );
  const symmetricPairs = own.symmetricPairs ?? pairsByName(points.map((point) => point.id));
  const eyePairs = symmetricPairs.filter(([first]) => isOfEye(first));
  const schemeName = own.name ?? name.replace(/\.json$/i, '');
  return {
    id: own.id ?? schemeName,
    name: schemeName,
    points,
    symmetricPairs,
    edges: own.edges,
    eyes: own.eyes ?? { left: eyePairs.map(([first]) => first), right: eyePairs.map(([, second]) => second) },
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return refuse(name, [`It is no JSON (${reason}).`]);
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, content: unknown, name: string): z.output<Schema> {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  return refuse(
    name,
    result.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'The file'}: ${message}.`,
    ),
  );
}

function refuse(name: string, problems: readonly string[]): never {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return fail('scheme-invalid', `${name} is no landmark scheme that can be used. ${problems[0]}${more}`, {
    problems,
  });
}
