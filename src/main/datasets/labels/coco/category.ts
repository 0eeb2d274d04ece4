import { pointIndex, type LandmarkScheme } from '@shared/domain/landmarkScheme';

export const categoryId = 1;

/** The one category of COCO keypoints that Facet writes: a face, with the scheme's points and edges. */
export function faceCategory(scheme: LandmarkScheme): object {
  const indexOf = pointIndex(scheme);
  return {
    id: categoryId,
    name: 'face',
    supercategory: 'person',
    keypoints: scheme.points.map((point) => point.id),
    // COCO counts a skeleton's points from 1.
    skeleton: scheme.edges.map(([first, second]) => [indexOf.get(first)! + 1, indexOf.get(second)! + 1]),
  };
}
