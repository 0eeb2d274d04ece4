import type { Landmark, Visibility } from '@shared/domain/face';
import { boxAroundLandmarks } from '@shared/geometry/framing';
import type { InputConfiguration } from '@shared/learning/configuration';
import { squareAround, squareAroundImage, wholeImage, type Region } from '../images/region';
import type { LearningFaces } from '../project/faces/learningFaces';

/**
 * What the network is shown of a face: the whole image (as the tutorial does it), or the square around its box;
 * without a box around its points as AFLW frames faces, and without points around the whole image.
 */
export function regionOf(faces: LearningFaces, row: number, crop: InputConfiguration['crop']): Region {
  const size = { widthPx: faces.imageSizesPx[row * 2]!, heightPx: faces.imageSizesPx[row * 2 + 1]! };
  if (crop === 'image') return wholeImage(size);
  const [x, y, width, height] = faces.boxes.subarray(row * 4, row * 4 + 4) as unknown as number[];
  if (!Number.isNaN(x)) return squareAround({ x: x!, y: y!, width: width!, height: height! });
  const box = boxAroundLandmarks(landmarksOf(faces, row));
  return box ? { x: box.x, y: box.y, width: box.width, height: box.height } : squareAroundImage(size);
}

function landmarksOf(faces: LearningFaces, row: number): Landmark[] {
  const pointCount = faces.count === 0 ? 0 : faces.visibility.length / faces.count;
  return Array.from({ length: pointCount }, (_, point) => {
    const index = row * pointCount + point;
    return {
      x: faces.points[index * 2]!,
      y: faces.points[index * 2 + 1]!,
      visibility: faces.visibility[index] as Visibility,
    };
  });
}
