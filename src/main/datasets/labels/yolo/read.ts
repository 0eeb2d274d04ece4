import type { Landmark, Visibility } from '@shared/domain/face';
import {
  Findings,
  quoted,
  type AttributeText,
  type LabelFileContext,
  type LabelledFace,
  type ParsedLabels,
} from '../record';
import type { YoloDataset } from './dataset';

/**
 * A label file of Ultralytics' pose models (docs.ultralytics.com/datasets/pose): a line a face, with its class, the
 * box's centre and size and each point, as shares of the image. The image has the file's name in `images` instead of
 * `labels`. With several classes, the class is an attribute.
 */
export function readYolo(
  text: string,
  { name }: LabelFileContext,
  dataset: YoloDataset,
  split: string | null,
): ParsedLabels {
  const findings = new Findings(name);
  const steps = name.replace(/\.txt$/i, '').split('/');
  const at = steps.slice(0, -1).lastIndexOf('labels');
  const image = steps.map((step, index) => (index === at ? 'images' : step)).join('/');
  for (const [index, row] of text.split(/\r\n|\n|\r/).entries()) {
    if (row.trim() === '') continue;
    const face = faceOf(row, dataset);
    const origin = { file: name, line: index + 1 };
    if (typeof face === 'string') findings.skip('row-invalid', face, origin.line);
    else findings.add({ ...face, image, split, origin });
  }
  return findings;
}

/** The face; or why there is none. */
function faceOf(
  row: string,
  dataset: YoloDataset,
): Pick<LabelledFace, 'size' | 'unit' | 'points' | 'box' | 'attributes' | 'kind'> | string {
  const words = row.trim().split(/\s+/);
  const wrong = words.find((word) => !Number.isFinite(Number(word)));
  if (wrong !== undefined) return `${quoted(wrong)} is not a number`;
  const each = dataset.hasVisibility ? 3 : 2;
  const expected = 5 + dataset.pointCount * each;
  if (words.length !== expected) return `${words.length} numbers instead of ${expected}`;
  const numbers = words.map(Number);
  const [classId, centreX, centreY, width, height] = numbers as [number, number, number, number, number];
  if (!(width > 0 && height > 0)) return `a box of ${width} × ${height} is none`;
  if (numbers.slice(1, 5).some((share) => share < 0 || share > 1)) {
    return 'its box is not in shares of the image, which lie between 0 and 1';
  }
  const points = new Map<string, Landmark>();
  for (const [index, point] of dataset.pointNames.entries()) {
    const [x, y] = [numbers[5 + index * each]!, numbers[6 + index * each]!];
    // Without visibility, what is not labelled is written as the corner.
    const visibility = dataset.hasVisibility ? numbers[7 + index * each]! : x === 0 && y === 0 ? 0 : 2;
    if (visibility !== 0 && visibility !== 1 && visibility !== 2)
      return `${visibility} is no visibility (0, 1 or 2)`;
    if (visibility > 0) points.set(point, { x, y, visibility: visibility as Visibility });
  }
  const attributes = new Map<string, AttributeText>();
  if (dataset.classNames.size > 1)
    attributes.set('class', dataset.classNames.get(classId) ?? String(classId));
  return {
    size: null,
    unit: 'share',
    points,
    box: { x: centreX - width / 2, y: centreY - height / 2, width, height },
    attributes,
    kind: dataset.classNames.get(classId) ?? `class ${classId}`,
  };
}
