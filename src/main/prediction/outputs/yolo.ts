import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import { yoloDescription } from '../../datasets/labels/yolo/description';
import type { ImageSize } from '../../images/region';
import type { PredictedFace, PredictedPhoto } from '../predictedFace';
import { labelsFolder, labelsName, outputFileNames } from './fileNames';
import type { OutputContext, OutputWriter } from './outputWriter';
import { tryToWrite, writeWhole } from './wholeFile';

/**
 * YOLO-pose (Ultralytics, "Pose estimation datasets"): a text file a photo in `labels/`, a line a face: class, box
 * as centre and size, then x, y and visibility (0, 1, 2) of each point, all as fractions of the photo; and
 * `data.yaml`, which names the points' number and what a flip swaps. The photos belong into `images/` beside.
 *
 * The label's name lacks the photo's ending: of `a.jpg` and `a.png` only the first can have one.
 */
export async function openYolo({ folder, scheme }: OutputContext): Promise<OutputWriter> {
  const description = join(folder, outputFileNames.yolo);
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  return Promise.resolve({
    problems,
    async write(photos) {
      for (const photo of photos) {
        const name = labelsName(photo.name);
        const other = taken.get(name);
        if (other === undefined) {
          taken.set(name, photo.name);
          const reason = await tryToWrite(join(folder, labelsFolder, name), labelsOf(photo, scheme));
          if (reason !== null) problems.push({ file: photo.file, code: 'labels-failed', reason });
        } else problems.push(takenProblem(photo, other));
      }
    },
    async finish() {
      await writeWhole(description, yoloDescription(scheme, { train: 'images', val: 'images' }));
      return description;
    },
    // Each file is whole, but without data.yaml they are no data set; it may be from last time.
    discard: () => rm(description, { force: true }),
  });
}

function takenProblem({ file }: PredictedPhoto, other: string): Problem {
  return {
    file,
    code: 'format-name-taken',
    reason: `Left out of YOLO’s labels: they would be called as those of ${other}.`,
  };
}

function labelsOf({ faces, image }: PredictedPhoto, scheme: LandmarkScheme): string {
  return faces.map((face) => `${lineOf(face, image, scheme)}\n`).join('');
}

function lineOf(face: PredictedFace, { widthPx, heightPx }: ImageSize, scheme: LandmarkScheme): string {
  const { x, y, width, height } = face.found?.box ?? face.region;
  // YOLO's numbers must lie within the photo.
  const [left, right] = [inside(x / widthPx), inside((x + width) / widthPx)];
  const [top, bottom] = [inside(y / heightPx), inside((y + height) / heightPx)];
  const points = scheme.points.flatMap(({ id }) => {
    const point = face.points.get(id);
    if (!point) return [0, 0, 0];
    const [across, down] = [point.x / widthPx, point.y / heightPx];
    const isInside = across === inside(across) && down === inside(down);
    return [inside(across), inside(down), isInside ? 2 : 1];
  });
  const box = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
  return [0, ...[...box, ...points].map((value) => Number(value.toFixed(6)))].join(' ');
}

function inside(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
