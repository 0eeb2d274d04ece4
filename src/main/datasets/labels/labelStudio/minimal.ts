import { isRecord } from '../json';
import { imageOf } from './image';

type Values = Readonly<Record<string, unknown>>;

/** What Label Studio says of an annotation, beside the task's data and the labels. */
const ownNames = new Set(['annotator', 'created_at', 'updated_at', 'split']);

/** Whether a JSON value is laid out as Label Studio's JSON-MIN is: flat records, some with regions of an image. */
export function isMinimal(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.some((one) => isRecord(one) && !isRecord(one['data']) && Object.values(one).some(holdsRegion))
  );
}

/**
 * The tasks that JSON-MIN (labelstud.io/guide/export) was made of, as Label Studio's JSON has them: a record an annotation,
 * with the task's data and, by the name of each control, its regions; a single choice is a bare text. Which regions belong
 * together it does not say. What is no record stays as it is.
 */
export function tasksOfMinimal(records: readonly unknown[]): unknown[] {
  const tasks = new Map<string, { readonly annotations: object[] }>();
  const listed: unknown[] = [];
  for (const record of records) {
    if (!isRecord(record)) {
      listed.push(record);
      continue;
    }
    const { id } = record;
    const annotation = { result: resultOf(record) };
    const key = id === undefined ? null : JSON.stringify([id, imageOf(record)]);
    const known = key === null ? undefined : tasks.get(key);
    if (known) {
      known.annotations.push(annotation);
      continue;
    }
    const task = { id, data: record, annotations: [annotation] };
    if (key !== null) tasks.set(key, task);
    listed.push(task);
  }
  return listed;
}

function holdsRegion(value: unknown): boolean {
  const isRegion = (one: unknown): boolean =>
    isRecord(one) && ['x', 'y', 'original_width'].every((key) => typeof one[key] === 'number');
  return Array.isArray(value) && value.some(isRegion);
}

/** The image's name and what is told of the annotation are no labels. */
function resultOf(record: Values): object[] {
  const image = imageOf(record);
  const controls = Object.entries(record).filter(([name, value]) => value !== image && !ownNames.has(name));
  return controls.flatMap(([name, value]) => [value].flat().flatMap((one) => regionOf(name, one)));
}

function regionOf(name: string, value: unknown): object[] {
  if (typeof value === 'string') return [{ type: 'choices', from_name: name, value: { choices: [value] } }];
  if (!isRecord(value)) return [];
  const { original_width: width, original_height: height } = value;
  return [{ type: typeOf(value), from_name: name, original_width: width, original_height: height, value }];
}

/** As Label Studio's JSON names it: by the key of its labels, which a shape without a label lacks. */
function typeOf(region: Values): string {
  const labels = Object.keys(region).find((key) => key.endsWith('labels'));
  if (labels !== undefined) return labels;
  if ('height' in region) return 'rectangle';
  return 'width' in region ? 'keypoint' : (Object.keys(region)[0] ?? 'nothing');
}
