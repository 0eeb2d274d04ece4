import { z } from 'zod';
import type { Landmark } from '@shared/domain/face';
import { fail } from '@shared/result';
import { isRecord, optional, parseJson, wrongIn } from '../json';
import { splitNamed } from '../names';
import { Findings, quoted, type AttributeText, type LabelFileContext, type ParsedLabels } from '../record';
import { groupShapes, type Shape } from '../shapes';
import { imageOf } from './image';
import { isMinimal, tasksOfMinimal } from './minimal';

/** The word in a region's note by which Facet's own files say that a point is hidden. */
export const hiddenNote = 'hidden';

const texts = z.array(z.string());
const resultSchema = z.looseObject({
  id: optional(z.string()),
  type: z.string(),
  from_name: optional(z.string()),
  parentID: optional(z.string()),
  original_width: optional(z.number().positive()),
  original_height: optional(z.number().positive()),
  meta: optional(z.looseObject({ text: optional(z.union([z.string(), texts])) })),
  value: z.looseObject({
    x: optional(z.number()),
    y: optional(z.number()),
    width: optional(z.number()),
    height: optional(z.number()),
    rotation: optional(z.number()),
    keypointlabels: optional(texts),
    rectanglelabels: optional(texts),
    choices: optional(texts),
    number: optional(z.number()),
    text: optional(z.union([z.string(), texts])),
  }),
});
type Result = z.output<typeof resultSchema>;

const annotationSchema = z.looseObject({
  was_cancelled: optional(z.boolean()),
  result: optional(z.array(z.unknown())),
});
const predictionSchema = z.looseObject({
  model_version: optional(z.string()),
  score: z.number().min(0).max(1).nullish().catch(null),
  result: z.array(z.unknown()),
});
const taskSchema = z.looseObject({
  id: optional(z.union([z.number(), z.string()])),
  data: z.record(z.string(), z.unknown()),
  annotations: optional(z.array(z.unknown())),
  predictions: optional(z.array(z.unknown())),
});

/** Whether a JSON value is laid out as Label Studio's tasks are, or a single one. */
export function isLabelStudio(value: unknown): boolean {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  return isTask(first) || isMinimal(value);
}

function isTask(value: unknown): boolean {
  return isRecord(value) && isRecord(value['data']) && ('annotations' in value || 'predictions' in value);
}

/** Fails with `label-file-broken`. */
function tasksIn(value: unknown, file: string): readonly unknown[] {
  if (isTask(value)) return [value];
  if (!Array.isArray(value)) {
    fail('label-file-broken', `${file} is no list of Label Studio’s tasks: export the project as JSON.`);
  }
  return isMinimal(value) ? tasksOfMinimal(value) : value;
}

/**
 * Label Studio's JSON (labelstud.io/guide/export): tasks with an image, and annotations of key points, rectangles and
 * choices in per cent of the image. A key point belongs to the rectangle that is its parent, a choice to the region
 * that it was made for. Of several annotations the first that was not cancelled and is not empty counts. Predictions
 * count where they are wanted and nobody has annotated, the last one of a task; else how many there are, and by which
 * model, is told. JSON-MIN is read as well (`tasksOfMinimal`), and a single task. Fails with `label-file-broken`.
 */
export function readLabelStudio(text: string, { name, predictions: wanted }: LabelFileContext): ParsedLabels {
  const tasks = tasksIn(parseJson(text, name), name);
  const findings = new Findings(name);
  const predicted = new Map<string, number>();
  for (const [index, value] of tasks.entries()) {
    const parsed = taskSchema.safeParse(value);
    const own = `task ${parsed.data?.id ?? index + 1}`;
    if (!parsed.success) {
      findings.skip('task-invalid', `${own}: ${wrongIn(parsed.error)}`);
      continue;
    }
    const { data, annotations, predictions } = parsed.data;
    const usable = (annotations ?? []).flatMap((one) => annotationSchema.safeParse(one).data ?? []);
    const counted = usable.filter((annotation) => annotation.was_cancelled !== true);
    const image = imageOf(data);
    const guess = (predictions ?? []).flatMap((one) => predictionSchema.safeParse(one).data ?? []).at(-1);
    if (image === null) findings.skip('image-unknown', `${own} names no image`);
    else if (counted.length === 0 && guess && wanted) {
      const scored = typeof guess.score === 'number' ? { score: guess.score } : {};
      const file = `${name} (predicted by ${modelOf(guess)})`;
      readAnnotation(guess.result, { image, own, split: splitOf(data), file, guess: scored }, findings);
    } else if (counted.length === 0) {
      if (!guess) findings.skip('no-annotation', `${own} has no annotation`);
      else {
        findings.read += 1;
        findings.predicted += 1;
        predicted.set(modelOf(guess), (predicted.get(modelOf(guess)) ?? 0) + 1);
      }
    } else {
      if (counted.length > 1) {
        findings.note(
          'several-annotations',
          `${own} has ${counted.length} annotations: the first that is not empty was read`,
        );
      }
      const task = { image, own, split: splitOf(data), file: name, guess: null };
      const labelled = counted.find(({ result }) => (result ?? []).length > 0);
      readAnnotation(labelled?.result ?? [], task, findings);
    }
  }
  for (const [model, count] of predicted) {
    findings.note(
      'predictions-left-out',
      `${count === 1 ? 'a task holds' : `${count.toLocaleString('en')} tasks hold`} nothing but predictions of ${quoted(model)}: they are no labels and were left out. Accept them in Label Studio, or import again with --predictions`,
    );
  }
  return findings;
}

interface Task {
  readonly image: string;
  readonly own: string;
  readonly split: string | null;
  /** As the labels' origin names it. */
  readonly file: string;
  /** For what a model has predicted. */
  readonly guess: { readonly score?: number } | null;
}

function readAnnotation(
  results: readonly unknown[],
  { image, own, split, file, guess }: Task,
  findings: Findings,
): void {
  const tell = (reason: string): void => findings.note('region-invalid', `${own}: ${reason}`);
  const regions: Result[] = [];
  for (const [index, value] of results.entries()) {
    const parsed = resultSchema.safeParse(value);
    if (parsed.success) regions.push(parsed.data);
    else tell(`region ${index + 1}: ${wrongIn(parsed.error)}`);
  }
  const groups = new Set(
    regions.flatMap(({ id, parentID, type }) => [
      ...(parentID ? [parentID] : []),
      ...(id && type === 'rectanglelabels' ? [id] : []),
    ]),
  );
  const shapes = regions.flatMap((region) => {
    const shape = shapeOf(region, groups);
    if (typeof shape !== 'string') return [shape];
    tell(shape);
    return [];
  });
  const [sized] = regions.filter((region) => region.original_width && region.original_height);
  const size = sized ? { widthPx: sized.original_width!, heightPx: sized.original_height! } : null;
  const faces = groupShapes(shapes, tell);
  if (faces.length === 0) findings.skip('no-face', `${own} has neither a key point nor a rectangle`);
  for (const { box, ...face } of faces) {
    const drawn = box && guess ? { ...box, drawnBy: 'detector' as const, ...guess } : box;
    findings.add({ image, size, unit: 'share', ...face, box: drawn, split, origin: { file, line: null } });
  }
}

/** The shape; or why the region is none that a face has. */
function shapeOf(region: Result, groups: ReadonlySet<string>): Shape | string {
  const { id, type, from_name: from, parentID, meta, value } = region;
  const own = id !== undefined && groups.has(id) ? id : null;
  const [x, y] = [value.x ?? Number.NaN, value.y ?? Number.NaN];
  const attributes = new Map<string, AttributeText>();
  if (type === 'keypointlabels' || type === 'keypoint') {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return 'a key point has no place';
    const notes = [meta?.text ?? []].flat();
    const point: Landmark = { x: x / 100, y: y / 100, visibility: notes.includes(hiddenNote) ? 1 : 2 };
    return { label: value.keypointlabels?.[0] ?? from ?? '', group: parentID ?? own, point, attributes };
  }
  if (type === 'rectanglelabels' || type === 'rectangle') {
    const [width, height] = [value.width ?? 0, value.height ?? 0];
    if (!Number.isFinite(x + y) || !(width > 0 && height > 0)) return 'a rectangle has no size';
    if (value.rotation) return 'a rectangle is turned, and a box cannot be';
    const box = { x: x / 100, y: y / 100, width: width / 100, height: height / 100 };
    return { label: value.rectanglelabels?.[0] ?? '', group: own, box, attributes };
  }
  const label = value.choices ?? value.number ?? value.text;
  if (from === undefined || label === undefined)
    return `a region of the type ${quoted(type)} says nothing of a face`;
  attributes.set(from, Array.isArray(label) && label.length === 1 ? label[0]! : label);
  return { label: from, group: parentID ?? own, attributes };
}

function splitOf(data: Readonly<Record<string, unknown>>): string | null {
  const split = data['split'];
  return typeof split === 'string' && split !== '' ? splitNamed(split) : null;
}

function modelOf({ model_version: model }: z.output<typeof predictionSchema>): string {
  return model || 'an unnamed model';
}
