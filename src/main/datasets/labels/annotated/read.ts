import { z } from 'zod';
import type { LabelFormat } from '@shared/contract/labels';
import { fail } from '@shared/result';
import { attributeTexts } from '../attributes';
import { isRecord, parseJson, wrongIn } from '../json';
import { splitInName } from '../names';
import { Findings, type LabelFileContext, type LabelledBox, type ParsedLabels } from '../record';
import { groupShapes, type Shape } from '../shapes';

const corner = z.tuple([z.number(), z.number()]);
const shapeSchema = z.looseObject({
  label: z.string(),
  points: z.array(corner).min(1),
  group_id: z.union([z.number(), z.string()]).nullish(),
  shape_type: z.string().nullish(),
  flags: z.record(z.string(), z.unknown()).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  score: z.number().nullish(),
});
const fileSchema = z.looseObject({
  imagePath: z.string().min(1),
  imageWidth: z.number().positive().nullish(),
  imageHeight: z.number().positive().nullish(),
  flags: z.record(z.string(), z.unknown()).nullish(),
  shapes: z.array(z.unknown()),
});

/** What only X-AnyLabeling writes into a shape. */
const anyLabelingKeys = ['difficult', 'kie_linking', 'attributes', 'direction'];

/** Which of the two a JSON value was written by; null for another kind. They differ in what a shape may carry. */
export function annotatedFormat(value: unknown): Extract<LabelFormat, 'labelme' | 'x-anylabeling'> | null {
  if (!isRecord(value) || !Array.isArray(value['shapes']) || typeof value['imagePath'] !== 'string')
    return null;
  const shapes = value['shapes'].filter(isRecord);
  return shapes.some((shape) => anyLabelingKeys.some((key) => key in shape)) ? 'x-anylabeling' : 'labelme';
}

/**
 * labelme's JSON (github.com/wkentaro/labelme) and X-AnyLabeling's, which adds attributes: a file an image, points and
 * rectangles in pixels from 0 at the image's corner, those of a face tied by their group. Flags are attributes that
 * are true or false. Fails with `label-file-broken` for a file of another kind.
 */
export function readAnnotated(text: string, { name }: LabelFileContext): ParsedLabels {
  const parsed = fileSchema.safeParse(parseJson(text, name));
  if (!parsed.success) {
    fail('label-file-broken', `${name} is no file of labelme or X-AnyLabeling (${wrongIn(parsed.error)}).`);
  }
  const { imagePath, imageWidth, imageHeight, flags } = parsed.data;
  const findings = new Findings(name);
  const shapes: Shape[] = [];
  for (const [index, value] of parsed.data.shapes.entries()) {
    const shape = shapeSchema.safeParse(value);
    const usable = shape.success ? shapeOf(shape.data) : wrongIn(shape.error);
    if (typeof usable === 'string') findings.note('shape-invalid', `shape ${index + 1}: ${usable}`);
    else shapes.push(usable);
  }
  const faces = groupShapes(shapes, (reason) => findings.note('shape-invalid', reason));
  for (const { points, box, kind, attributes } of faces) {
    findings.add({
      image: imagePath,
      size: imageWidth && imageHeight ? { widthPx: imageWidth, heightPx: imageHeight } : null,
      unit: 'pixels',
      ...{ points, box, kind },
      // What is said of the whole image is said of its face, and less than what is said of the face itself.
      attributes: new Map([...attributeTexts(flags ?? {}), ...attributes]),
      split: splitInName(name.split('/').slice(0, -1).join('/')),
      origin: { file: name, line: null },
    });
  }
  if (faces.length === 0) findings.skip('no-face', 'it has neither a point nor a rectangle');
  return findings;
}

/** The shape; or why it is none that a face has. */
function shapeOf(shape: z.output<typeof shapeSchema>): Shape | string {
  const { label, points, group_id: group, shape_type: type, flags, attributes, score } = shape;
  const common = {
    label,
    group: group === null || group === undefined ? null : String(group),
    attributes: attributeTexts({ ...flags, ...attributes }),
  };
  const [x, y] = points[0]!;
  if (type === 'point' || (!type && points.length === 1))
    return { ...common, point: { x, y, visibility: 2 } };
  if (type !== 'rectangle') return `a ${type ?? 'shape'} is neither a point nor a rectangle`;
  const xs = points.map(([left]) => left);
  const ys = points.map(([, top]) => top);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const box: LabelledBox = {
    ...{ x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top },
    ...(typeof score === 'number' ? { score } : {}),
  };
  return box.width > 0 && box.height > 0 ? { ...common, box } : 'the rectangle has no area';
}
