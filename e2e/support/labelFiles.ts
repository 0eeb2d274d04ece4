import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Left eye, right eye, nose, mouth: whoever wrote them meant the person's own left. */
export const otherKeypoints = [80, 60, 2, 50, 60, 2, 65, 75, 1, 78, 90, 2, 52, 90, 2];

/** A COCO file in `folder` about three images, whose names need a person's word. */
export function labelFileWithOtherNames(
  folder: string,
  images: readonly string[] = ['1.jpg', '2.jpg', '3.jpg'],
): string {
  const file = join(folder, 'other-names.json');
  const names = ['leftEye', 'right eye', 'tip', 'mouth_left', 'mouth_right'];
  const labels = {
    categories: [{ id: 1, name: 'face', keypoints: names }],
    images: images.map((image, index) => ({ id: index, file_name: image })),
    annotations: images.map((_, index) => ({
      ...{ id: index, image_id: index, category_id: 1, keypoints: otherKeypoints },
      attributes: { sex: 'F', mood: 'calm' },
    })),
  };
  writeFileSync(file, JSON.stringify(labels));
  return file;
}
