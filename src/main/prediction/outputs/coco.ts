import { join } from 'node:path';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { categoryId, faceCategory } from '../../datasets/labels/coco/category';
import type { ImageSize, Region } from '../../images/region';
import type { PredictedFace, PredictedValue } from '../predictedFace';
import { outputFileNames } from './fileNames';
import { OutputFile } from './outputFile';
import type { OutputContext, OutputWriter } from './outputWriter';

/**
 * COCO keypoints (cocodataset.org, "Data format"): pixels from 0 at the image's corner, as in the project; a
 * point is visible (2), or hidden (1) where it lies outside of the photo, or absent (0, 0, 0) where no head
 * predicts it. What else was predicted stands in each annotation's `attributes` and `probabilities`.
 */
export async function openCoco({ folder, scheme }: OutputContext): Promise<OutputWriter> {
  const path = join(folder, outputFileNames.coco);
  const file = await OutputFile.create(path);
  // Two lists grow at once: images go to the file, annotations wait beside it until the images are all there.
  const annotations = await OutputFile.create(`${path}.annotations`);
  await file.write(`{"categories":${JSON.stringify([faceCategory(scheme)])},\n"images":[`);
  let imageCount = 0;
  let annotationCount = 0;
  return {
    problems: [],
    async write(photos) {
      for (const { name, image, faces } of photos) {
        imageCount += 1;
        const imageObject = { id: imageCount, file_name: name, width: image.widthPx, height: image.heightPx };
        await file.write(listItem(imageObject, imageCount));
        for (const face of faces) {
          annotationCount += 1;
          const ids = { id: annotationCount, image_id: imageCount, category_id: categoryId };
          await annotations.write(listItem({ ...ids, ...annotation(face, image, scheme) }, annotationCount));
        }
      }
    },
    async finish() {
      await file.write('],\n"annotations":[');
      await annotations.moveInto(file);
      await file.write(']}\n');
      return await file.finish();
    },
    async discard() {
      await annotations.discard();
      await file.discard();
    },
  };
}

function listItem(value: object, position: number): string {
  return `${position === 1 ? '' : ','}\n${JSON.stringify(value)}`;
}

function annotation(
  { region, found, points, values }: PredictedFace,
  image: ImageSize,
  scheme: LandmarkScheme,
): object {
  const bbox = insideImage(found?.box ?? region, image);
  const keypoints = scheme.points.flatMap(({ id }) => {
    const point = points.get(id);
    if (!point) return [0, 0, 0];
    const inside = point.x >= 0 && point.y >= 0 && point.x <= image.widthPx && point.y <= image.heightPx;
    return [rounded(point.x), rounded(point.y), inside ? 2 : 1];
  });
  return {
    bbox,
    area: bbox[2]! * bbox[3]!,
    iscrowd: 0,
    ...(found ? { score: found.score } : {}),
    num_keypoints: scheme.points.filter(({ id }) => points.has(id)).length,
    keypoints,
    attributes: Object.fromEntries([...values].map(([head, value]) => [head, attributeOf(value)])),
    probabilities: Object.fromEntries(
      [...values].flatMap(([head, value]) => ('probabilities' in value ? [[head, value.probabilities]] : [])),
    ),
  };
}

function attributeOf(value: PredictedValue): unknown {
  if (value.kind === 'class') return value.value;
  return value.kind === 'tags' ? value.values : value.numbers;
}

/** x, y, width, height of what the image has of a region. */
function insideImage({ x, y, width, height }: Region, { widthPx, heightPx }: ImageSize): number[] {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(widthPx, x + width), Math.min(heightPx, y + height)];
  return [left, top, right - left, bottom - top].map(rounded);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
