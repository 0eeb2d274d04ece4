import { parse } from 'yaml';
import { z } from 'zod';
import { fail } from '@shared/result';
import { wrongIn } from '../json';
import { splitNamed } from '../names';

const names = z.union([z.array(z.string()), z.record(z.string(), z.string())]);
const places = z.union([z.string(), z.array(z.string())]).nullish();
const schema = z.looseObject({
  names: names.optional(),
  kpt_shape: z.tuple([z.number().int().positive().max(10_000), z.union([z.literal(2), z.literal(3)])]),
  kpt_names: z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]).nullish(),
});

/** What a data set of Ultralytics' pose models says of itself in its YAML file. */
export interface YoloDataset {
  readonly pointCount: number;
  /** Whether each point has a visibility beside x and y. */
  readonly hasVisibility: boolean;
  /** Without names a point is called by its number, from 1. */
  readonly pointNames: readonly string[];
  readonly classNames: ReadonlyMap<number, string>;
  /** What the places of images are relative to, as far as the file says it. */
  readonly path: string | null;
  readonly places: readonly SplitPlace[];
}

/** Where the images of a split are said to be. */
export interface SplitPlace {
  /** As the file calls the split. */
  readonly key: string;
  /** As the project calls it. */
  readonly split: string;
  /** A folder of images, or a text that lists them; as the file has it. */
  readonly place: string;
}

/** Data sets are put together of a few folders. */
const mostPlaces = 1_000;

const ownKeys = new Set(['path', 'names', 'nc', 'kpt_shape', 'kpt_names', 'flip_idx', 'download']);

/** What is odd in a file is no business of standard error. */
const silent = { logLevel: 'error' } as const;

/** Whether a text is such a file. */
export function isYoloDataset(text: string): boolean {
  try {
    return schema.safeParse(parse(text, silent)).success;
  } catch {
    return false;
  }
}

/** Fails with `label-file-broken` for a file of another kind. */
export function readYoloDataset(text: string, file: string): YoloDataset {
  const value = parseYaml(text, file);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    fail('label-file-broken', `${file} describes no data set of pose labels (${wrongIn(parsed.error)}).`);
  }
  const { names: classes = {}, kpt_shape: shape, kpt_names: given, path } = parsed.data;
  const [pointCount, numbers] = shape;
  const listed = Array.isArray(given) ? given : Object.values(given ?? {})[0];
  return {
    pointCount,
    hasVisibility: numbers === 3,
    pointNames: Array.from({ length: pointCount }, (_, at) => listed?.[at] ?? String(at + 1)),
    classNames: new Map(Object.entries(classes).map(([id, name]) => [Number(id), name])),
    path: typeof path === 'string' ? path : null,
    // A split may have a name that the schema passes over, such as __proto__.
    places: placesOf(Object.entries(value as object)),
  };
}

/** `val` last: it is often another split's place, since Ultralytics asks for one. */
function placesOf(entries: readonly (readonly [string, unknown])[]): SplitPlace[] {
  const own = entries.filter(([key]) => !ownKeys.has(key));
  const inOrder = [...own.filter(([key]) => key !== 'val'), ...own.filter(([key]) => key === 'val')];
  const all = inOrder.flatMap(([key, said]) =>
    [places.safeParse(said).data ?? []]
      .flat()
      .filter((place) => place.trim() !== '')
      .map((place) => ({ key, split: splitNamed(key), place: place.trim() })),
  );
  return all.slice(0, mostPlaces);
}

/** Fails with `label-file-broken` for what is no YAML. */
export function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, silent);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown);
    return fail('label-file-broken', `${file} is no YAML (${reason}).`);
  }
}
