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
  /** The project's split by the last folder that a split's images lie in. */
  readonly splitOfFolder: ReadonlyMap<string, string>;
}

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
  const parsed = schema.safeParse(valueOf(text, file));
  if (!parsed.success) {
    fail('label-file-broken', `${file} describes no data set of pose labels (${wrongIn(parsed.error)}).`);
  }
  const { names: classes = {}, kpt_shape: shape, kpt_names: given, ...rest } = parsed.data;
  const [pointCount, numbers] = shape;
  const listed = Array.isArray(given) ? given : Object.values(given ?? {})[0];
  return {
    pointCount,
    hasVisibility: numbers === 3,
    pointNames: Array.from({ length: pointCount }, (_, at) => listed?.[at] ?? String(at + 1)),
    classNames: new Map(Object.entries(classes).map(([id, name]) => [Number(id), name])),
    splitOfFolder: splitsOf(rest),
  };
}

/** `val` last: it is often another split's folder, since Ultralytics asks for one. */
function splitsOf(rest: Readonly<Record<string, unknown>>): Map<string, string> {
  const splits = new Map<string, string>();
  const keys = Object.keys(rest).filter((key) => !ownKeys.has(key));
  for (const key of [...keys.filter((key) => key !== 'val'), 'val']) {
    for (const place of [places.safeParse(rest[key]).data ?? []].flat()) {
      const folder = place.split(/[\\/]/).filter(Boolean).at(-1);
      if (folder !== undefined && !splits.has(folder)) splits.set(folder, splitNamed(key));
    }
  }
  return splits;
}

function valueOf(text: string, file: string): unknown {
  try {
    return parse(text, silent);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown);
    return fail('label-file-broken', `${file} is no YAML (${reason}).`);
  }
}
