import type { z } from 'zod';
import type { Landmark, Visibility } from '@shared/domain/face';
import { fail } from '@shared/result';
import { attributeTexts } from '../attributes';
import { isRecord, parseJson, wrongIn } from '../json';
import { splitInName } from '../names';
import {
  Findings,
  type LabelFileContext,
  type LabelledBox,
  type LabelledFace,
  type ParsedLabels,
} from '../record';
import { annotationSchema, categorySchema, imageSchema, type Annotation, type Image } from './annotation';
import { WholeBodies, type FaceAnnotation } from './wholeBodies';

/** Whether a JSON value is laid out as COCO's annotation files are. */
export function isCoco(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value['images']) && Array.isArray(value['annotations']);
}

/**
 * COCO keypoints (cocodataset.org, "Data format"): pixels from 0 at the image's corner, as in a project; visibility
 * 0 not labelled, 1 hidden, 2 visible. Points are named by the category of their annotation. Attributes stand in
 * `attributes`, a split in `info.split` or the file's name. What is null is absent; of bodies the faces are read
 * (`WholeBodies`). Fails with `label-file-broken` for a file of another kind.
 */
export function readCoco(text: string, { name }: LabelFileContext): ParsedLabels {
  const file = parseJson(text, name);
  if (!isRecord(file) || !isCoco(file)) {
    fail('label-file-broken', `${name} has no images and annotations: it is no COCO file.`);
  }
  const findings = new Findings(name);
  const images = byId(listIn(file, 'images'), imageSchema, 'image', findings);
  const categories = byId(listIn(file, 'categories'), categorySchema, 'category', findings);
  const info = file['info'];
  const said =
    isRecord(info) && typeof info['split'] === 'string' && info['split'] !== '' ? info['split'] : null;
  const split = said ?? splitInName(name);
  const annotations = listIn(file, 'annotations');
  const bodies = new WholeBodies(annotations);
  const seen = new Set<string>();
  for (const [index, value] of annotations.entries()) {
    const parsed = annotationSchema.safeParse(value);
    const own = parsed.data?.id ?? index + 1;
    if (!parsed.success) {
      findings.skip('annotation-invalid', `annotation ${index + 1}: ${wrongIn(parsed.error)}`);
      continue;
    }
    const annotation = parsed.data;
    const image = images.get(annotation.image_id);
    if (annotation.id !== undefined && seen.has(annotation.id)) {
      findings.skip('duplicate-id', `annotation ${own} stands in the file twice: the second was left out`);
    } else if (!image) {
      findings.skip(
        'image-unknown',
        `annotation ${own} is of image ${annotation.image_id}, which the file does not list`,
      );
    } else if (annotation.iscrowd === 1 || annotation.iscrowd === true) {
      findings.skip('crowd', `annotation ${own} is of a crowd, not of a face`);
    } else {
      const category = categories.get(annotation.category_id);
      const told = bodies.faceOf(annotation);
      const face = told && faceOf(told, image, category?.keypoints ?? [], split, name);
      const kind = told?.kind ?? category?.name ?? `category ${annotation.category_id}`;
      if (typeof face === 'string') findings.skip('annotation-invalid', `annotation ${own}: ${face}`);
      else if (face) findings.add({ ...face, kind });
    }
    if (annotation.id !== undefined) seen.add(annotation.id);
  }
  bodies.tell(findings);
  return findings;
}

/** The face; or why there is none. */
function faceOf(
  annotation: FaceAnnotation,
  image: Image,
  names: readonly string[],
  split: string | null,
  file: string,
): LabelledFace | string {
  const points = annotation.points ?? pointsOf(annotation, names);
  if (typeof points === 'string') return points;
  const box = boxOf(annotation);
  if (typeof box === 'string') return box;
  if (points.size === 0 && box === null) return 'it has neither a point nor a box';
  return {
    image: image.file_name,
    size: image.width && image.height ? { widthPx: image.width, heightPx: image.height } : null,
    unit: 'pixels',
    points,
    box: annotation.box_drawn_by === 'landmarks' ? null : box,
    attributes: attributeTexts(annotation.attributes ?? {}),
    split,
    origin: { file, line: null },
  };
}

function pointsOf({ keypoints }: Annotation, names: readonly string[]): Map<string, Landmark> | string {
  const numbers = keypoints ?? [];
  if (numbers.length % 3 !== 0) return `keypoints has ${numbers.length} numbers, not three a point`;
  if (names.length > 0 && numbers.length > names.length * 3) {
    return `it has ${numbers.length / 3} points, and its category names ${names.length}`;
  }
  const points = new Map<string, Landmark>();
  for (let at = 0; at < numbers.length; at += 3) {
    const [x, y, visibility] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!];
    if (visibility !== 0 && visibility !== 1 && visibility !== 2)
      return `${visibility} is no visibility (0, 1 or 2)`;
    if (visibility > 0)
      points.set(names[at / 3] ?? String(at / 3 + 1), { x, y, visibility: visibility as Visibility });
  }
  return points;
}

/** Tools write a box of nothing where none was drawn. */
function boxOf({ bbox, score, box_drawn_by: drawnBy }: Annotation): LabelledBox | string | null {
  if (!bbox || bbox.length === 0) return null;
  const [x, y, width, height] = bbox as [number, number, number, number];
  if (width === 0 || height === 0) return null;
  if (width < 0 || height < 0) return `a box of ${width} × ${height} pixels is none`;
  return { x, y, width, height, ...(drawnBy ? { drawnBy } : {}), ...(score === undefined ? {} : { score }) };
}

function listIn(file: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = file[key];
  return Array.isArray(value) ? value : [];
}

function byId<Schema extends typeof imageSchema | typeof categorySchema>(
  values: readonly unknown[],
  schema: Schema,
  kind: string,
  findings: Findings,
): Map<string, z.output<Schema>> {
  const known = new Map<string, z.output<Schema>>();
  for (const [index, value] of values.entries()) {
    const parsed = schema.safeParse(value);
    if (!parsed.success) findings.note(`${kind}-invalid`, `${kind} ${index + 1}: ${wrongIn(parsed.error)}`);
    else if (known.has(parsed.data.id)) {
      findings.note('duplicate-id', `two of ${kind} have the id ${parsed.data.id}: the second was left out`);
    } else known.set(parsed.data.id, parsed.data as z.output<Schema>);
  }
  return known;
}
